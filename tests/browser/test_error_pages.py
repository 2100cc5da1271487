"""The pages for what went wrong, to which no link leads: valid, accessible, and no wider than a phone."""

from collections.abc import Callable
from contextlib import closing
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from playwright.sync_api import APIRequestContext, BrowserContext, Playwright

from tests.browser import visitors
from tests.browser.conftest import ROOT, Demo
from tests.browser.crawler import Found
from tests.browser.html import faults_of
from tests.browser.test_every_page import VIEWS, look_at

#: One more than may be tried in a minute from one address.
TOO_MANY = 31
#: Another address of this machine: whoever tries too often may not log in from there for a minute.
ELSEWHERE = ("127.0.0.2", 0)


def bad_request(visitor: APIRequestContext) -> str:
    return visitor.get("/verify/", headers={"host": "elsewhere.example"}).text()


def forbidden(visitor: APIRequestContext) -> str:
    visitors.arrive(visitor, "learner")
    return visitor.get("/admin/").text()


def too_many(visitor: APIRequestContext) -> str:
    door = urlsplit(visitor.get("/accounts/login/").url)
    token = next(cookie["value"] for cookie in visitor.storage_state()["cookies"] if cookie["name"] == "csrftoken")
    headers = {"Host": door.netloc, "Cookie": f"csrftoken={token}; language=az", "X-CSRFToken": token}
    return [_log_in_elsewhere(door.port, headers) for _try in range(TOO_MANY)][-1]


def _log_in_elsewhere(port: int, headers: dict[str, str]) -> str:
    form = headers | {"Content-Type": "application/x-www-form-urlencoded"}
    with closing(HTTPConnection("127.0.0.1", port, source_address=ELSEWHERE)) as connection:
        connection.request("POST", "/accounts/login/", "login=nobody%40example.org&password=wrong", form)
        with connection.getresponse() as answer:
            return answer.read().decode()


def broken(_visitor: APIRequestContext) -> str:
    with translation.override("az"):
        return render_to_string("500.html")


def maintenance(_visitor: APIRequestContext) -> str:
    return (ROOT / "templates" / "503.html").read_text()


@pytest.mark.parametrize(
    ("ask", "said"),
    [(bad_request, "400"), (forbidden, "403"), (too_many, "429"), (broken, "500"), (maintenance, "Maintenance")],
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
