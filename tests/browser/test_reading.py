"""The button “Mark as read” waits for the minimum time and for the end of the text, and works without the script."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from playwright.sync_api import Browser, Page, Route, expect

SCRIPT = Path(__file__).resolve().parents[2] / "static" / "js" / "reading.js"
ADDRESS = "http://reading.test/"
PARTS = ("_reading_end", "_reading_rules", "_mark_read")


class Lesson:
    """A page of a lesson whose server takes what is sent, unless it is told to refuse."""

    def __init__(self, browser: Browser, *, seconds: int = 0, asks_for_end: bool = False, status: int = 204) -> None:
        self.sent: list[tuple[str, str]] = []
        self.status = status
        self.html = self.render(seconds, asks_for_end=asks_for_end)
        self.page: Page = browser.new_context().new_page()
        self.page.clock.install()
        self.page.route("**/*", self.answer)
        self.page.goto(ADDRESS)
        self.page.add_script_tag(path=SCRIPT, type="module")

    @staticmethod
    def render(seconds: int, *, asks_for_end: bool) -> str:
        view = SimpleNamespace(
            is_open=True,
            is_over=False,
            item=SimpleNamespace(is_read=False),
            page=SimpleNamespace(lesson_id=7),
            seconds_left=seconds,
            minutes_left=-(-seconds // 60),
            asks_for_end=asks_for_end,
        )
        with translation.override("en"):
            parts = [render_to_string(f"courses/{name}.html", {"view": view}) for name in PARTS]
        return f'<html lang="en"><div style="height: 200vh">Text</div>{"".join(parts)}</html>'

    def answer(self, route: Route) -> None:
        if route.request.method == "POST":
            kind = route.request.headers.get("x-requested-with", "form")
            self.sent.append((route.request.url.removeprefix(ADDRESS), kind))
            route.fulfill(status=self.status)
        else:
            route.fulfill(body=self.html, content_type="text/html; charset=utf-8")

    @property
    def button(self) -> object:
        return self.page.get_by_role("button", name="Mark as read, next")


@pytest.fixture
def open_lesson(browser: Browser):
    """Return a function that opens a lesson; all are closed at the end."""
    opened = []

    def open_one(**facts: object) -> Lesson:
        opened.append(Lesson(browser, **facts))
        return opened[-1]

    yield open_one
    for lesson in opened:
        lesson.page.context.close()


def test_button_waits_for_the_minimum_time_and_says_when_it_is_over(open_lesson) -> None:
    lesson = open_lesson(seconds=150)
    expect(lesson.button).to_be_disabled()
    expect(lesson.page.get_by_role("timer")).to_have_text("3 minutes")
    lesson.page.clock.run_for("02:00")
    expect(lesson.page.get_by_role("timer")).to_have_text("30 seconds")
    lesson.page.clock.run_for("00:31")
    expect(lesson.button).to_be_enabled()
    expect(lesson.page.get_by_role("status")).to_have_text("The time is over: you can mark this lesson as read.")


def test_end_of_the_text_is_told_once_when_it_comes_into_view(open_lesson) -> None:
    lesson = open_lesson(asks_for_end=True)
    expect(lesson.button).to_be_disabled()
    assert lesson.sent == []
    lesson.page.mouse.wheel(0, 10_000)
    expect(lesson.button).to_be_enabled()
    expect(lesson.page.get_by_role("button", name="I have come to the end")).to_be_hidden()
    assert lesson.sent == [("my/lessons/7/end/", "fetch")]


def test_end_that_the_server_refuses_can_be_sent_by_hand(open_lesson) -> None:
    lesson = open_lesson(asks_for_end=True, status=409)
    lesson.page.mouse.wheel(0, 10_000)
    expect(lesson.page.get_by_role("button", name="I have come to the end")).to_be_visible()
    expect(lesson.button).to_be_disabled()


def test_both_have_to_be_met(open_lesson) -> None:
    lesson = open_lesson(seconds=60, asks_for_end=True)
    lesson.page.clock.run_for("01:01")
    expect(lesson.button).to_be_disabled()
    lesson.page.mouse.wheel(0, 10_000)
    expect(lesson.button).to_be_enabled()


def test_lesson_without_rules_waits_for_nothing(open_lesson) -> None:
    expect(open_lesson().button).to_be_enabled()
