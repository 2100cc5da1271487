"""The evaluation of a seminar by keyboard alone, and its results: at every width, light and dark."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from academy.accounts.demo import DEMO_PASSWORD
from tests.browser.accessibility import violations
from tests.browser.conftest import Demo
from tests.browser.evaluations import attend
from tests.browser.people import log_in, sign_up

PARTICIPANT, TRAINER = "evaluates@example.org", "trainer@example.org"
SEMINAR = "SEM-UDC-GROWTH"
RESULTS = f"/studio/seminars/{SEMINAR}/evaluation/"


def faults_at(page: Page, path: str) -> list[str]:
    """What axe finds on the page, wide and narrow, and whether it scrolls sideways."""
    found = []
    for width in (320, 1200):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(path)
        found += violations(page)
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            found.append(f"{path} scrolls sideways at {width}")
    return found


def choose(page: Page, question: str, steps: int) -> None:
    """Come to the group by the keyboard, and go so many choices on."""
    page.get_by_role("group", name=question).get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    for _step in range(steps):
        page.keyboard.press("ArrowDown")


def test_evaluation_is_handed_in_by_keyboard(open_context: Callable[..., BrowserContext], demo: Demo) -> None:
    page = open_context(service_workers="block", viewport={"width": 320, "height": 700}).new_page()
    sign_up(page, demo, PARTICIPANT)
    path = attend(demo, PARTICIPANT, SEMINAR)
    page.goto("/my/")
    page.locator(f"a[href='{path}']").press("Enter")
    assert faults_at(page, path) == []
    choose(page, "How useful", 3)
    page.get_by_role("button", name="Hand in the evaluation").press("Enter")
    expect(page.locator("#form-errors")).to_be_focused()
    assert violations(page) == []
    expect(page.get_by_role("group", name="How useful").get_by_label("4", exact=True)).to_be_checked()
    choose(page, "How clearly", 4)
    page.get_by_label("In training colleagues").press("Space")
    page.get_by_label("What should we keep").press_sequentially("Saxlayın")
    page.get_by_role("button", name="Hand in the evaluation").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    assert faults_at(page, path) == []
    page.goto("/my/")
    expect(page.locator(f"a[href='{path}']")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_results_and_preview_are_accessible_at_every_width(
    scheme: str, open_context: Callable[..., BrowserContext]
) -> None:
    page = open_context(service_workers="block", color_scheme=scheme).new_page()
    log_in(page, TRAINER, DEMO_PASSWORD)
    assert faults_at(page, RESULTS) == []
    expect(page.locator(".plot")).to_have_count(7)
    page.goto("/admin/evaluation/")
    row = page.locator("tbody .title-wrapper a").first.get_attribute("href")
    assert faults_at(page, row.replace("/edit/", "/preview/")) == []
    expect(page.locator("section[lang], .form[lang]")).to_have_count(3)
