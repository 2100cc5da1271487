"""Pages that say the same to all who stand at the same point: the page as a whole is held, as a mould (`moulds.py`).

Name, token and the reader's key are holes, and so is whatever else the page names as a word. What else it shows is told
by values, which are part of its name: so it is for the page to name all that decides. To visitors a page may be alike,
too: then what is kept whole of it (`kept_pages.py`) is made anew by asking what has changed by itself.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from hashlib import sha256
from typing import Any, cast

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from wagtail.models import Page

from academy.cms.context import reader_key
from academy.cms.frames import SECONDS_OF_DECIDED, made_to_last, own_frame_key, visitors_page_key
from academy.cms.held import PAGES, held
from academy.cms.moulds import Hole, Mould, filled, filled_around, mould_around


def alike_page(
    request: HttpRequest, page: Page, told: Sequence[object], words: Mapping[str, str] | None = None
) -> HttpResponse | None:
    """Answer with a page of the CMS to somebody who is logged in; None where it would say more to this reader.

    `told` decides what is shown, `words` are shown by these names in the context.
    """
    key = own_frame_key(request, page.template, page)
    if key is None or len(get_messages(request)):
        return None
    every = _own_words(request) | dict(words or {})
    return HttpResponse(filled(_mould(key, request, page, told, list(every)), list(every.values())))


def alike_to_visitors(request: HttpRequest, page: Page, tell: Callable[[], Sequence[object]]) -> HttpResponse | None:
    """Answer with a page of the CMS that is asked nothing to whoever is not logged in; None where it would say more.

    What `tell` returns decides, with publications, all that is shown.
    """
    key = visitors_page_key(request)
    if key is None or len(get_messages(request)):
        return None
    mould = _mould(key, request, page, tell(), ["csrf_token"])
    _before, holes = mould
    # Whoever is given a token is given a cookie as well.
    return HttpResponse(filled(mould, [get_token(request)] if holes else []))


def _mould(key: str, request: HttpRequest, page: Page, told: Sequence[object], words: Sequence[str]) -> Mould:
    def make(holes: Iterable[str]) -> str:
        shown = dict(zip(words, map(Hole, holes), strict=True))
        with made_to_last():
            return cast("str", render_to_string(page.template, page.get_context(request) | shown, request))

    return _held(f"{key}:{request.path}", told, make, len(words))


def _held(key: str, told: Sequence[object], make: Callable[[Sequence[str]], str], number: int) -> Mould:
    # What is told may be long: all sessions that are ahead, all lessons of a course.
    name = f"{key}:{sha256(repr(told).encode()).hexdigest()}"
    return held(name, lambda: mould_around(make, number), seconds=SECONDS_OF_DECIDED, shelf=PAGES)


def render_alike(
    request: HttpRequest,
    template: str,
    context: Mapping[str, object],
    *,
    told: Sequence[object] | None,
    words: Mapping[str, str],
) -> HttpResponse:
    """Answer somebody who is logged in with a page outside of the CMS, out of a mould where nothing else is to be said.

    `told` decides all that is shown of `context`; it is None where nobody else is shown the same. `words`, and parts
    among them that templates made, are shown by their names, and nothing asks whether they are there. The address of
    the page is a word, too: one mould serves all attempts.
    """
    key = own_frame_key(request, template, None)
    if told is None or key is None or len(get_messages(request)):
        return render(request, template, {**context, **words})
    every = {"path": request.path, **_own_words(request), **words}

    def make(holes: Sequence[str]) -> str:
        shown: dict[str, Any] = dict(zip(every, map(Hole, holes), strict=True))
        asked = copy(request)
        asked.path = shown.pop("path")
        with made_to_last():
            return render_to_string(template, {**context, **shown}, asked)

    return HttpResponse(filled_around(_held(key, told, make, len(every)), list(every.values())))


def _own_words(request: Any) -> dict[str, str]:
    return {"user": str(request.user), "csrf_token": get_token(request), "reader_key": reader_key(request)}
