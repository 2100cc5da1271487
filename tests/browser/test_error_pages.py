"""The pages for what went wrong, to which no link leads: valid, accessible, and no wider than a phone."""

from collections.abc import Callable

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from playwright.sync_api import APIRequestContext, BrowserContext, Playwright

from tests.browser import visitors
from tests.browser.conftest import ROOT, Demo
from tests.browser.crawler import Found
from tests.browser.html import faults_of
from tests.browser.test_every_page import VIEWS, look_at

#: One more than may be tried in a minute.
TOO_MANY = 11


def bad_request(visitor: APIRequestContext) -> str:
    return visitor.get("/verify/", headers={"host": "elsewhere.example"}).text()


def forbidden(visitor: APIRequestContext) -> str:
    visitors.arrive(visitor, "learner")
    return visitor.get("/admin/").text()


def too_many(visitor: APIRequestContext) -> str:
    visitors.arrive(visitor, "hr")
    return [visitors.post(visitor, "/accounts/reauthenticate/", password="wrong") for _try in range(TOO_MANY)][
        -1
    ].text()


def broken(_visitor: APIRequestContext) -> str:
    with translation.override("az"):
        return render_to_string("500.html")


def closed(_visitor: APIRequestContext) -> str:
    return (ROOT / "templates" / "503.html").read_text()


@pytest.mark.parametrize(
    ("ask", "said"),
    [(bad_request, "400"), (forbidden, "403"), (too_many, "429"), (broken, "500"), (closed, "Maintenance")],
)
def test_page_for_an_error(
    ask: Callable, said: str, demo: Demo, playwright: Playwright, open_context: Callable[..., BrowserContext]
) -> None:
    visitor = playwright.request.new_context(base_url=demo.address, extra_http_headers={"accept-language": "az"})
    found = Found("", "az", "/error/", "/error/", 200, ask(visitor))
    page = open_context(reduced_motion="reduce").new_page()
    page.route("**/error/", lambda route: route.fulfill(body=found.html, content_type="text/html"))
    page.goto(found.path)
    assert said in found.html
    assert faults_of(found) + look_at(page, VIEWS) == []
