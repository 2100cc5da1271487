"""Pages that say other words in the same arrangement, many times a minute: all but the words is held, as a mould.

A mould is the page as its own template arranges it, with a hole in place of each word. Which words are there, and what
decides over the arrangement, is the shape: one mould serves all answers of one shape. No word of an answer is ever
held, and a page that comes out of a mould is, byte for byte, the page that the template makes.
"""

import secrets
from collections.abc import Callable, Collection, Mapping, Sequence
from html import escape
from typing import Any, Final

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from academy.cms.frames import visitors_part
from academy.cms.held import PARTS, held

#: Stands in hardly any word.
_APART: Final = "\0"
#: Around the number of a hole; only letters, because addresses are made of words too. In no template.
_OPEN, _CLOSE = "mouldhole", "endofhole"


class Hole(str):
    """Stands for a word; as the name of a person it is that of somebody who is logged in."""

    __slots__ = ()
    is_authenticated = True


#: Kinds of what is no word and holds none; of a text, when it is empty or decides.
_PLAIN: Final = frozenset({str, bool, int, type(None)})
#: The page around its words: the text before the first, then, for each, its number and the text behind it.
Mould = tuple[str, list[tuple[int, str]]]


def render_moulded(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, deciding: Collection[str], status: int
) -> HttpResponse:
    """Answer with the page, out of a mould where a visitor gets no word but those of `context`.

    `context` holds plain values. Each text in it is a word, and templates may ask whether it is empty, except what
    stands under one of the names `deciding`: that belongs to the shape.
    """
    words: list[str] = []
    shape = _shape(context, deciding, words)
    name = _name(request, template, shape)
    if name is None:
        return render(request, template, dict(context), status=status)
    mould = held(name, lambda: _mould(render_to_string(template, shape, request)), shelf=PARTS)
    return HttpResponse(filled(mould, words), status=status)


def _shape(values: Mapping[str, Any], deciding: Collection[str], words: list[str]) -> dict[str, Any]:
    """Return the values with holes for their words, which are put at the end of `words`."""
    shape = {}
    for name, value in values.items():
        if type(value) is str and value and name not in deciding:
            shape[name] = f"{_OPEN}{len(words)}{_CLOSE}"
            words += (value,)
        else:
            shape[name] = value if type(value) in _PLAIN else _shape_within(name, value, deciding, words)
    return shape


def _shape_within(name: str, value: Any, deciding: Collection[str], words: list[str]) -> Any:
    if isinstance(value, dict):
        return _shape(value, deciding, words)
    if isinstance(value, list):
        return [_shape_within(name, one, deciding, words) for one in value]
    if isinstance(value, str) and value and name not in deciding:
        return _shape({name: str(value)}, deciding, words)[name]
    return value


def _name(request: HttpRequest, template: str, shape: Mapping[str, Any]) -> str | None:
    """Return under which name the mould is held; None where the page says more: to whom, or what happened before."""
    if request.method not in {"GET", "HEAD"} or len(get_messages(request)):
        return None
    return visitors_part(request, f"{template}:{shape!r}")


def mould_around(make: Callable[[Sequence[str]], str], number: int) -> Mould:
    """Return what `make` makes of so many holes, in a mould. No text that editors wrote can look like one of these."""
    opening = secrets.token_hex(16)
    return _mould(make([f"{opening}{place}{_CLOSE}" for place in range(number)]), opening)


def _mould(page: str, opening: str = _OPEN) -> Mould:
    before, *rest = page.split(opening)
    numbered = (part.split(_CLOSE, 1) for part in rest)
    return before, [(int(number), behind) for number, behind in numbered]


def filled(mould: Mould, words: Sequence[str]) -> str:
    """Put the words into the holes, escaped as templates escape them."""
    return put(mould, escaped(words))


def filled_around(mould: Mould, words: Sequence[str]) -> str:
    """Put the words into the holes, escaped as templates escape them, and what templates made as it is."""
    safe = iter(escaped([word for word in words if not isinstance(word, SafeString)]))
    return put(mould, [word if isinstance(word, SafeString) else next(safe) for word in words])


def escaped(words: Sequence[str]) -> list[str]:
    """Return the words as templates escape them: all at once, where none holds what parts them."""
    safe = escape(_APART.join(words)).split(_APART)
    return safe if len(safe) == len(words) else [escape(word) for word in words]


def put(mould: Mould, safe: Sequence[str]) -> str:
    """Put words that are `escaped` into the holes."""
    before, rest = mould
    return before + "".join([f"{safe[number]}{behind}" for number, behind in rest])
