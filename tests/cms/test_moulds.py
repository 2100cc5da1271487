"""A page out of a mould is the page of its template, letter for letter, and no mould holds a word of it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages import info
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import resolve

from academy.cms import moulds
from academy.cms.moulds import render_moulded
from tests.shelves import everything_held

pytestmark = pytest.mark.usefixtures("pages_are_kept")

#: A page that asks what is there, and shows words in text, in attributes and in loops.
PAGE = "components/table.html"


def asked(method: str = "get", **query: str) -> HttpRequest:
    request = getattr(RequestFactory(), method)("/verify/", query)
    request.user, request.resolver_match = AnonymousUser(), resolve("/verify/")
    request._messages = CookieStorage(request)
    return request


def page_of(context: dict[str, Any], request: HttpRequest | None = None) -> str:
    answer = render_moulded(request or asked(), PAGE, context, deciding=(), status=200)
    return answer.content.decode()


def kept() -> str:
    """Everything that the process holds, as text."""
    return repr(everything_held())


HOSTILE = ["", "Ad", "<b>&\"'", "mouldhole0endofhole", "mouldhole", "{{ caption }}", "\u202e{% now %}", "%s\n\\1"]


@pytest.mark.parametrize("caption", HOSTILE)
@pytest.mark.parametrize(("heads", "rows"), [([], []), (["Ad"], [["a", ""]]), (HOSTILE, [HOSTILE, HOSTILE[::-1]])])
def test_page_out_of_a_mould_is_the_page_of_its_template(caption: str, heads: list[str], rows: list[list[str]]) -> None:
    context = {"caption": caption, "heads": heads, "rows": rows}
    assert [page_of(context) for _turn in range(2)] == [render_to_string(PAGE, context, asked())] * 2


def test_one_mould_serves_other_words_and_holds_none(monkeypatch: pytest.MonkeyPatch) -> None:
    page_of({"caption": "Məmmədova", "heads": ["Ad"], "rows": []})
    assert ("Məmmədova" in kept(), "table-region" in kept()) == (False, True)
    monkeypatch.setattr(moulds, "render_to_string", None)
    assert "<caption>Əliyeva &amp; Co</caption>" in page_of({"caption": "Əliyeva & Co", "heads": ["Yaş"], "rows": []})


def test_deciding_text_belongs_to_the_shape() -> None:
    answers = [
        render_moulded(asked(), "components/alert.html", {"kind": kind, "text": "x"}, deciding=("kind",), status=200)
        for kind in ("error", "success")
    ]
    assert [b"#warning" in answer.content for answer in answers] == [True, False]


def spoken_to() -> HttpRequest:
    request = asked()
    info(request, "You have been logged out.")
    return request


@pytest.mark.parametrize(
    "request_of", [asked, lambda: asked("post"), lambda: asked(language="ru"), spoken_to], ids=["kept", *"123"]
)
def test_page_that_may_say_more_is_not_kept(request_of: Callable[[], HttpRequest]) -> None:
    page_of({"caption": "x", "heads": [], "rows": []}, request_of())
    assert ("table-region" in kept()) == (request_of is asked)


@pytest.mark.parametrize("heads", [["a & b", "<c>"], ["a\0<b>", "\0", "c"], ["\0\0"], []])
def test_words_are_escaped_as_the_template_does_whatever_they_hold(heads: list[str]) -> None:
    context = {"caption": "x", "heads": heads, "rows": []}
    assert page_of(context) == render_to_string(PAGE, context, asked())
