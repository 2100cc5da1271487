"""The clock of a quiz: it follows the server, speaks up before the end, and says when time is up."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.utils import timezone, translation
from playwright.sync_api import Browser, Page, expect

SCRIPT = Path(__file__).resolve().parents[2] / "static" / "js" / "deadline.js"
NOW = datetime(2030, 5, 6, 12, tzinfo=UTC)


@pytest.fixture
def page(browser: Browser) -> Page:
    """A page with a quarter of an hour left, on a device whose clock is wrong by years."""
    context = browser.new_context()
    page = context.new_page()
    page.clock.install(time=datetime(2001, 1, 1, tzinfo=UTC))
    with translation.override("en"), timezone.override(UTC):
        facts = {"deadline": NOW + timedelta(minutes=15), "now": str(int(NOW.timestamp() * 1000))}
        page.set_content(f'<html lang="en">{render_to_string("courses/_deadline.html", facts)}</html>')
    page.add_script_tag(path=SCRIPT)
    yield page
    context.close()


def test_clock_follows_the_server_and_not_the_device(page: Page) -> None:
    expect(page.get_by_role("timer")).to_have_text("Time left: 15 minutes")
    page.clock.run_for("03:00")
    expect(page.get_by_role("timer")).to_have_text("Time left: 12 minutes")


def test_clock_speaks_up_at_ten_five_and_one_minutes_and_at_the_end(page: Page) -> None:
    spoken = []
    for _half_minute in range(32):
        text = page.get_by_role("status").text_content()
        spoken += [text] if text not in ["", *spoken[-1:]] else []
        page.clock.run_for("00:30")
    up = "Time is up. What you have answered is saved. Submit the quiz now to see the result."
    assert spoken == ["Time left: 10 minutes", "Time left: 5 minutes", "Time left: 1 minute", up]


def test_last_minute_is_counted_in_seconds(page: Page) -> None:
    page.clock.run_for("14:30")
    expect(page.get_by_role("timer")).to_have_text("Time left: 30 seconds")
    page.clock.run_for("00:20")
    expect(page.get_by_role("timer")).to_have_text("Time left: 10 seconds")
