"""Every page of the CMS that an account of the demo finds there: none of them breaks."""

import re
from collections import deque
from http import HTTPStatus
from urllib.parse import urljoin

import pytest
from playwright.sync_api import APIRequestContext, Playwright

from tests.browser import visitors
from tests.browser.conftest import Demo

#: Who may enter the CMS -> how many kinds of pages each finds at least.
ACCOUNTS = {
    "administrator": 150,
    "editor": 120,
    "trainer": 120,
    "methodologist": 15,
    "language-reviewer": 10,
    "registrar": 15,
}
#: What is no page: leaving, and files.
LEFT_OUT = re.compile(r"logout|[?&]export=|/download")
#: Links, and the addresses that the menu keeps for its script.
ADDRESS = re.compile(r'(?:href="|&quot;|")(/admin/[^"&#\s\\]*)|href="(\?[^"#\s]*)"')


def kind_of(path: str) -> str:
    """One page stands for all that differ in numbers or in what is asked of them."""
    return re.sub(r"\d+", "0", path.partition("?")[0])


def visit(visitor: APIRequestContext) -> dict[str, int]:
    """Follow every address from the first page of the CMS on, and return what each kind of page answered."""
    answers, waiting = {}, deque(["/admin/"])
    while waiting:
        path = waiting.popleft()
        if kind_of(path) in answers or LEFT_OUT.search(path):
            continue
        answer = visitor.get(path)
        answers[kind_of(path)] = answer.status
        if answer.ok and "text/html" in answer.headers.get("content-type", ""):
            found = (absolute or relative for absolute, relative in ADDRESS.findall(answer.text()))
            waiting.extend(urljoin(path, address) for address in found)
    return answers


@pytest.mark.parametrize("account", ACCOUNTS)
def test_no_page_of_the_cms_breaks(account: str, playwright: Playwright, demo: Demo) -> None:
    visitor = playwright.request.new_context(base_url=demo.address)
    visitors.log_in(visitor, account)
    answers = visit(visitor)
    assert {path: status for path, status in answers.items() if status >= HTTPStatus.INTERNAL_SERVER_ERROR} == {}
    assert sum(status == HTTPStatus.OK for status in answers.values()) >= ACCOUNTS[account]
