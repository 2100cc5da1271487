"""Parts that stand many times on a page: a template arranges one of them, and the others are put together here.

A thousand cells, each by its template, take more than all else of a page.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from academy.cms.moulds import Mould, filled, mould_around

#: As many of each kind are remembered by a process.
MOST: Final = 2048


def said_by(template: str, cell: tuple[object, ...]) -> SafeString:
    """Return what the template says of `cell`, which decides all of it and names nobody."""
    say = _said if settings.KEEP_PAGES else _said.__wrapped__
    return say(get_language(), template, cell)


def filled_in(template: str, words: Mapping[str, str]) -> str:
    """Return the template with these words: they stand in it as they are; it may ask whether one is there."""
    there = tuple(name for name, word in words.items() if word)
    mould_of = _mould if settings.KEEP_PAGES else _mould.__wrapped__
    return filled(mould_of(get_language(), template, there), [words[name] for name in there])


@lru_cache(MOST)
def _said(_language: str, template: str, cell: tuple[object, ...]) -> SafeString:
    return render_to_string(template, {"cell": cell})


@lru_cache(MOST)
def _mould(_language: str, template: str, names: tuple[str, ...]) -> Mould:
    return mould_around(lambda holes: render_to_string(template, dict(zip(names, holes, strict=True))), len(names))
