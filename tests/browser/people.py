"""People in a real browser: an account of their own, so that no test disturbs another."""

import re
import tomllib
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import Demo

CONTENT = Path(__file__).resolve().parents[2] / "courses" / "management" / "demo"
QUESTIONS = tomllib.loads((CONTENT / "marc" / "quiz.toml").read_text())["questions"]
PASSWORD = "dəftər-və-qələm-7"


def sign_up(page: Page, demo: Demo, email: str, language: str = "en") -> None:
    """Make an account and confirm its address."""
    page.goto(f"/accounts/signup/?language={language}")
    page.locator("input[name=email]").fill(email)
    page.locator("input[name=legal_name]").fill("Shelfmark Eleanor Anne")
    page.locator("input[name=password1]").fill(PASSWORD)
    with page.expect_navigation():
        page.locator("input[name=password1]").press("Enter")
    page.locator("input[name=code]").fill(confirmation_code(demo.newest_letter_to(email)))
    with page.expect_navigation():
        page.locator("input[name=code]").press("Enter")
    expect(page).to_have_url(re.compile(r"/my/$"))


def confirmation_code(letter: str) -> str:
    """Return the code on a line of its own."""
    return re.search(r"^([A-Z0-9]{3,}-?[A-Z0-9]{3,})\r?$", letter, re.MULTILINE)[1]


def log_in(page: Page, email: str, password: str = PASSWORD, language: str = "en") -> None:
    """Log in by address and password."""
    page.goto(f"/accounts/login/?language={language}")
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(password)
    with page.expect_navigation():
        page.locator("input[name=password]").press("Enter")
    expect(page).to_have_url(re.compile(r"/my/$"))


def log_out(page: Page) -> None:
    """Log out by the menu of the page."""
    page.locator("details.menu:has(form[action$='/logout/']) summary").click()
    with page.expect_navigation():
        page.locator("form[action$='/logout/'] button").click()


def enrol(page: Page) -> str:
    """Enrol on the MARC course, and return the path of its first lesson."""
    page.goto("/courses/MARC-201/")
    with page.expect_navigation():
        page.locator("form[action$='/enrol/'] button").first.click()
    return page.url.removeprefix(page.evaluate("location.origin"))


def read_all(page: Page) -> None:
    """Mark every lesson as read, from the first one on, until the quiz comes."""
    while not page.url.endswith("/quiz/"):
        with page.expect_navigation():
            page.locator("form[action$='/read/'] button").click()


def start_attempt(page: Page) -> None:
    """Start the quiz on whose page the browser is."""
    with page.expect_navigation():
        page.locator("form[action$='/start/'] button").click()


def choose(page: Page, question: dict, *, correct: bool = True) -> None:
    """Choose the correct options of a question in English, or one that is wrong."""
    group = page.get_by_role("group").filter(has_text=question["stem"]["en"])
    wanted = [option["text"]["en"] for option in question["options"] if option["correct"] is correct]
    for text in wanted if correct else wanted[:1]:
        group.get_by_label(text, exact=True).check()
