"""Parts that stand many times on a page: a template arranges one of them, and the others are put together here.

A thousand cells, each by its template, take more than all else of a page.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache, partial
from itertools import islice
from typing import Final

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from academy.cms.moulds import Mould, escaped, filled_around, mould_around, put

#: A part that is not there.
NOTHING: Final = mark_safe("")
#: As many of each kind are remembered by a process.
MOST: Final = 2048


def said_by(template: str) -> Callable[[tuple[object, ...]], SafeString]:
    """Return what says what the template says of a cell, which decides all of it and names nobody."""
    return partial(_said if settings.KEEP_PAGES else _said.__wrapped__, get_language(), template)


def filled_in(template: str, words: Mapping[str, str]) -> str:
    """Return the template with these words: they stand in it as they are; it may ask whether one is there."""
    (text,) = each_filled_in(template, [words])
    return text


def each_filled_in(template: str, rows: Iterable[Mapping[str, str]]) -> list[str]:
    """Return it once for each row of words."""
    mould_of = partial(_mould if settings.KEEP_PAGES else _mould.__wrapped__, get_language(), template)
    there = [{name: word for name, word in words.items() if word} for words in rows]
    safe = iter(escaped([word for words in there for word in words.values()]))
    return [put(mould_of(tuple(words)), list(islice(safe, len(words)))) for words in there]


def said_around(template: str, cell: tuple[object, ...], words: Mapping[str, str]) -> SafeString:
    """Return what the template says of `cell`, with words, and parts among them that templates made, in their places.

    It asks of neither whether it is there.
    """
    mould_of = _mould if settings.KEEP_PAGES else _mould.__wrapped__
    mould = mould_of(get_language(), template, tuple(words), cell)
    return mark_safe(filled_around(mould, list(words.values())))  # noqa: S308 - made by templates, or escaped


def in_a_row(parts: Iterable[SafeString]) -> SafeString:
    """Return parts that templates made, one behind the other."""
    return mark_safe("".join(parts))  # noqa: S308 - each comes from its template


@lru_cache(MOST)
def _said(_language: str, template: str, cell: tuple[object, ...]) -> SafeString:
    return render_to_string(template, {"cell": cell})


@lru_cache(MOST)
def _mould(_language: str, template: str, names: tuple[str, ...], cell: tuple[object, ...] = ()) -> Mould:
    def make(holes: Sequence[str]) -> str:
        return render_to_string(template, {"cell": cell, **dict(zip(names, holes, strict=True))})

    return mould_around(make, len(names))
