"""The first journey in a real browser, in each language, by keyboard alone: from sign-up to a verified certificate."""

import re
import tomllib
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import violations
from tests.browser.conftest import Demo
from tests.browser.keyboard import choose, fill, follow, reach, tick
from tests.browser.people import confirmation_code

CONTENT = Path(__file__).resolve().parents[2] / "courses" / "management" / "demo"
QUESTIONS = tomllib.loads((CONTENT / "marc" / "quiz.toml").read_text())["questions"]
NAMES = {"az": "Şıxəliyeva Günəş İlqar qızı", "ru": "Ёлкина Щука Фёдоровна", "en": "Shelfmark Eleanor Anne"}


def texts(language: str, *parts: str) -> dict:
    """Read a text of the demo."""
    return tomllib.loads(CONTENT.joinpath("marc", language, *parts).read_text())


@pytest.mark.parametrize("language", ["az", "ru", "en"])
def test_learner_earns_a_certificate_by_keyboard(language: str, page: Page, demo: Demo) -> None:
    email = f"keyboard-{language}@example.org"
    sign_up(page, demo, email, language)
    open_course(page, language)
    enrol_and_read(page, language)
    pass_quiz(page, language)
    code = certificate_code(page)
    verify(page, code, language)


def expect_accessible(page: Page) -> None:
    """Fail with what axe finds."""
    assert violations(page) == []


def sign_up(page: Page, demo: Demo, email: str, language: str) -> None:
    page.goto(f"/accounts/signup/?language={language}")
    expect_accessible(page)
    fill(page, page.locator("input[name=email]"), email)
    fill(page, page.locator("input[name=legal_name]"), NAMES[language])
    fill(page, page.locator("input[name=password1]"), "dəftər-və-qələm-7")
    follow(page, page.locator("main form button[type=submit]").first)
    expect_accessible(page)
    fill(page, page.locator("input[name=code]"), confirmation_code(demo.newest_letter_to(email)))
    follow(page, page.locator("main form button[type=submit]").first)
    expect(page).to_have_url(re.compile(r"/my/$"))
    expect_accessible(page)


def open_course(page: Page, language: str) -> None:
    page.goto(f"/{language}/")
    expect_accessible(page)
    follow(page, page.get_by_role("link", name=texts(language, "course.toml")["title"]).first)
    expect_accessible(page)


def enrol_and_read(page: Page, language: str) -> None:
    with page.expect_navigation():
        reach(page, page.locator("form[action$='/enrol/'] button"))
        page.keyboard.press("Enter")
    for lesson in tomllib.loads((CONTENT / "marc" / "course.toml").read_text())["lessons"]:
        expect(page.get_by_role("heading", level=1)).to_have_text(texts(language, f"{lesson}.toml")["title"])
        expect_accessible(page)
        follow(page, page.locator("form[action$='/read/'] button"))


def pass_quiz(page: Page, language: str) -> None:
    expect_accessible(page)
    follow(page, page.locator("form[action$='/start/'] button"))
    expect_accessible(page)
    for question in QUESTIONS:
        answer(page, question, language)
    follow(page, page.locator("form[action$='/submit/'] button").last)
    expect(page.get_by_text(re.compile(r"100\s?%")).first).to_be_visible()
    expect_accessible(page)


def answer(page: Page, question: dict, language: str) -> None:
    group = page.get_by_role("group").filter(has_text=question["stem"][language])
    for option in question["options"]:
        if option["correct"] and question["type"] == "single_choice":
            choose(page, group, group.get_by_label(option["text"][language], exact=True))
        elif option["correct"]:
            tick(page, group.get_by_label(option["text"][language], exact=True))


def certificate_code(page: Page) -> str:
    """Wait until the worker has produced the certificate, and return its code."""
    link = page.locator("a[href$='.pdf']").first
    page.goto("/my/")
    for _try in range(60):
        if link.count():
            break
        page.wait_for_timeout(500)
        page.reload()
    expect_accessible(page)
    with page.expect_download() as download:
        reach(page, link)
        page.keyboard.press("Enter")
    assert download.value.path().read_bytes()[:5] == b"%PDF-"
    return re.search(r"([0-9A-Z]{20})", link.get_attribute("href"))[1]


def verify(page: Page, code: str, language: str) -> None:
    page.goto("/verify/")
    expect_accessible(page)
    fill(page, page.locator("main input[name=code]"), code.lower())
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("[data-verdict]")).to_have_attribute("data-verdict", "valid")
    expect(page.get_by_text(NAMES[language]).first).to_be_visible()
    expect(page.get_by_text(texts(language, "course.toml")["title"]).first).to_be_visible()
    expect_accessible(page)
