"""The month of seminars: a table of days on a desk, a list of days on a phone, by keyboard and without a script."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import violations
from tests.browser.keyboard import follow

OVERFLOWS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
RUNNING = "Digitising a local newspaper"


@pytest.mark.parametrize(("width", "shows_empty_days"), [(1280, True), (320, False)])
def test_month_is_a_table_or_a_list(width: int, shows_empty_days: bool, open_context) -> None:  # noqa: FBT001
    page: Page = open_context(viewport={"width": width, "height": 800}).new_page()
    page.goto("/en/seminars/")
    follow(page, page.get_by_role("link", name="By month"))
    expect(page.get_by_role("table")).to_be_visible()
    assert (page.locator(".month-empty:visible").count() > 0) == shows_empty_days
    assert (page.evaluate(OVERFLOWS), violations(page)) == (False, [])
    follow(page, page.get_by_role("cell").get_by_role("link", name=RUNNING))
    expect(page.get_by_role("heading", level=1)).to_contain_text(RUNNING)


def test_month_and_filters_need_no_script(open_context) -> None:
    page: Page = open_context(java_script_enabled=False).new_page()
    page.goto("/en/seminars/?month=now")
    page.get_by_label("Format").select_option("hybrid")
    page.get_by_role("button", name="Apply").click()
    expect(page.locator(".month li")).not_to_have_count(0)
    page.get_by_role("link", name="Next month").click()
    assert "format=hybrid" in page.url
    expect(page.get_by_role("heading", level=2).first).to_be_visible()
