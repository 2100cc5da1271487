"""Somebody in the middle of things: the main pages as a learner meets them, a test in progress included."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser

from tests.browser.conftest import Demo
from tests.browser.people import enrol, read_all, sign_up, start_attempt


@dataclass(frozen=True)
class Reader:
    """The state of the browser, and the paths of the pages by name."""

    state: Any
    paths: dict[str, str]


def reader_in_a_test(browser: Browser, demo: Demo, email: str) -> Reader:
    """Sign up, read a course and start its test."""
    context = browser.new_context(base_url=demo.address, service_workers="block")
    page = context.new_page()
    sign_up(page, demo, email)
    lesson = enrol(page)
    read_all(page)
    start_attempt(page)
    attempt = page.url.removeprefix(demo.address)
    paths = {
        "home": "/en/",
        "catalogue": "/en/courses/",
        "course": "/courses/MARC-201/",
        "lesson": lesson,
        "personal area": "/my/",
        "quiz": "/my/courses/MARC-201/quiz/",
        "attempt": attempt,
        "unanswered": f"{attempt}unanswered/",
        "profile": "/accounts/profile/",
        "address": "/accounts/email/",
        "verification": "/verify/",
        "seminars": "/en/seminars/",
    }
    reader = Reader(context.storage_state(), paths)
    context.close()
    return reader
