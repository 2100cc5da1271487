"""Journeys by the keyboard alone, beyond the first: verification, menus, errors, a test with gaps."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from academy.accounts.demo import DEMO_PASSWORD
from tests.browser.conftest import Demo
from tests.browser.keyboard import choose, fill, follow, reach, tick
from tests.browser.people import QUESTIONS, confirmation_code, log_in
from tests.browser.reader import Reader, reader_in_a_test

#: Well formed, and never issued.
UNKNOWN = "3M99NGJY7ZDYPTGXF0AV"


@pytest.fixture(scope="module")
def reader(browser: Browser, demo: Demo) -> Reader:
    return reader_in_a_test(browser, demo, "keys@example.org")


@pytest.fixture
def learner(open_context: Callable[..., BrowserContext], reader: Reader) -> Page:
    """A page of somebody in the middle of a test; no `page`, because the tests ask for what answers 404."""
    return open_context(storage_state=reader.state, service_workers="block").new_page()


@pytest.fixture
def visitor(open_context: Callable[..., BrowserContext]) -> Page:
    return open_context(service_workers="block").new_page()


def focused(page: Page) -> Locator:
    return page.locator(":focus")


def test_skip_link_comes_first_and_leads_into_the_content(visitor: Page) -> None:
    visitor.goto("/en/")
    visitor.keyboard.press("Tab")
    expect(focused(visitor)).to_have_text("Skip to the content")
    expect(focused(visitor)).to_be_in_viewport()
    visitor.keyboard.press("Enter")
    expect(visitor.locator("main")).to_be_focused()
    visitor.keyboard.press("Tab")
    assert focused(visitor).evaluate("element => element.closest('main') !== null")


@pytest.mark.parametrize("menu", ["Language", "Account"])
def test_menu_opens_closes_by_escape_and_gives_the_focus_back(menu: str, learner: Page, reader: Reader) -> None:
    learner.goto(reader.paths["home"])
    summary = learner.locator("header details.menu > summary", has_text=menu)
    reach(learner, summary)
    learner.keyboard.press("Enter")
    expect(learner.locator("header details[open] .menu-panel")).to_be_visible()
    learner.keyboard.press("Tab")
    assert focused(learner).evaluate("element => element.closest('.menu-panel') !== null")
    learner.keyboard.press("Escape")
    expect(learner.locator("header details[open]")).to_have_count(0)
    expect(summary).to_be_focused()


def test_menu_closes_when_the_focus_leaves_it(learner: Page, reader: Reader) -> None:
    learner.goto(reader.paths["home"])
    reach(learner, learner.locator("header details.menu > summary", has_text="Language"))
    learner.keyboard.press("Enter")
    reach(learner, learner.locator("header details.menu > summary", has_text="Account"))
    expect(learner.locator("header details[open]")).to_have_count(0)


def test_language_is_changed_by_the_menu(visitor: Page) -> None:
    visitor.goto("/en/courses/")
    reach(visitor, visitor.locator("header details.menu > summary", has_text="Language"))
    visitor.keyboard.press("Enter")
    follow(visitor, visitor.locator("header .menu-panel a[hreflang=ru]"))
    expect(visitor.locator("html")).to_have_attribute("lang", "ru")
    expect(visitor).to_have_url(re.compile(r"/ru/kursy/$"))


def test_log_out_by_the_menu(visitor: Page) -> None:
    log_in(visitor, "second-learner@example.org", DEMO_PASSWORD)
    reach(visitor, visitor.locator("details.menu:has(form[action$='/logout/']) > summary"))
    visitor.keyboard.press("Enter")
    follow(visitor, visitor.locator("form[action$='/logout/'] button"))
    expect(visitor.locator("header a[href$='/login/']")).to_be_visible()


def test_code_is_verified(visitor: Page) -> None:
    visitor.goto("/verify/?language=en")
    fill(visitor, visitor.locator("main input[name=code]"), UNKNOWN.lower())
    with visitor.expect_navigation():
        visitor.keyboard.press("Enter")
    expect(visitor.locator("[data-verdict]")).to_have_attribute("data-verdict", "unknown")


def test_file_is_verified(visitor: Page, tmp_path: Path) -> None:
    file = tmp_path / "certificate.pdf"
    file.write_bytes(b"%PDF-1.7 a document of somebody else")
    visitor.goto("/verify/?language=en")
    field = visitor.locator("#id_document")
    reach(visitor, field)
    with visitor.expect_file_chooser() as chooser:
        visitor.keyboard.press("Space")
    chooser.value.set_files(file)
    follow(visitor, visitor.get_by_role("button", name="Check the file"))
    expect(visitor.locator("[data-verdict]")).to_be_visible()


def test_summary_of_errors_takes_the_focus_and_leads_to_the_field(visitor: Page) -> None:
    visitor.goto("/accounts/signup/?language=en")
    fill(visitor, visitor.locator("input[name=email]"), "keys-2@example.org")
    fill(visitor, visitor.locator("input[name=legal_name]"), "Shelfmark Eleanor")
    fill(visitor, visitor.locator("input[name=password1]"), "12345")
    with visitor.expect_navigation():
        visitor.keyboard.press("Enter")
    expect(visitor.locator("#form-errors")).to_be_focused()
    visitor.keyboard.press("Tab")
    visitor.keyboard.press("Enter")
    expect(visitor.locator("input[name=password1]")).to_be_focused()
    expect(visitor.locator("input[name=password1]")).to_have_attribute("aria-invalid", "true")
    expect(visitor.locator("input[name=legal_name]")).to_have_value("Shelfmark Eleanor")


def test_login_by_a_code_that_comes_by_mail(visitor: Page, demo: Demo) -> None:
    visitor.goto("/accounts/login/?language=en")
    follow(visitor, visitor.get_by_role("link", name="Send me a login code"))
    fill(visitor, visitor.locator("input[name=email]"), "keys@example.org")
    with visitor.expect_navigation():
        visitor.keyboard.press("Enter")
    fill(visitor, visitor.locator("input[name=code]"), confirmation_code(demo.newest_letter_to("keys@example.org")))
    with visitor.expect_navigation():
        visitor.keyboard.press("Enter")
    expect(visitor).to_have_url(re.compile(r"/my/$"))


def test_quiz_with_gaps_is_asked_about_and_finished(learner: Page, reader: Reader) -> None:
    learner.goto(reader.paths["attempt"])
    answer(learner, QUESTIONS[0])
    follow(learner, learner.get_by_role("button", name="Finish and submit"))
    expect(learner.get_by_role("heading", level=1)).to_have_text(f"{len(QUESTIONS) - 1} questions have no answer")
    follow(learner, learner.get_by_role("link", name="Go back and answer"))
    expect(learner.locator("#question-2")).to_be_in_viewport()
    learner.keyboard.press("Tab")
    assert focused(learner).evaluate("element => element.closest('[data-position]').dataset.position") == "2"
    for question in QUESTIONS[1:-1]:
        answer(learner, question)
    follow(learner, learner.get_by_role("button", name="Finish and submit"))
    expect(learner.get_by_role("heading", level=1)).to_have_text("1 question has no answer")
    follow(learner, learner.get_by_role("button", name="Send anyway"))
    expect(learner.get_by_role("heading", level=1)).to_have_text(re.compile("^Quiz (not )?passed$"))


def answer(page: Page, question: dict) -> None:
    """Choose what is correct."""
    group = page.get_by_role("group").filter(has_text=question["stem"]["en"])
    for option in question["options"]:
        if option["correct"] and question["type"] == "single_choice":
            choose(page, group, group.get_by_label(option["text"]["en"], exact=True))
        elif option["correct"]:
            tick(page, group.get_by_label(option["text"]["en"], exact=True))
