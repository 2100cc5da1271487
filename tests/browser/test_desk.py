"""The HR desk by keyboard alone: what is asked of the staff, who is reminded, and the matrix as a file."""

import csv
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from academy.accounts.demo import DEMO_PASSWORD, demo_address
from tests.browser.accessibility import violations
from tests.browser.keyboard import fill, follow, tick
from tests.browser.people import log_in

MATRIX, ASKED = "Training matrix", "Requirements"
PARTS = ("Overview", "Staff", MATRIX, "Ending certificates", ASKED, "Groups", "Invitations", "Watched certificates")


@pytest.fixture
def desk(open_context: Callable[..., BrowserContext]) -> Page:
    """The desk of the demo's HR officer, on the screen of a phone."""
    page = open_context(service_workers="block", viewport={"width": 320, "height": 900}).new_page()
    log_in(page, demo_address("hr"), DEMO_PASSWORD)
    page.goto("/desk/")
    page.goto(f"{page.url}?language=en")
    return page


def open_part(desk: Page, name: str) -> None:
    follow(desk, desk.get_by_role("navigation", name="HR desk").get_by_role("link", name=name, exact=True))


def button(desk: Page, name: str) -> None:
    follow(desk, desk.get_by_role("button", name=name, exact=True))


def columns(desk: Page) -> list[str]:
    open_part(desk, MATRIX)
    return desk.locator(".matrix thead th").all_text_contents()


def test_every_part_of_the_desk_is_reached_and_fits_a_phone(desk: Page) -> None:
    found = {}
    for name in PARTS:
        open_part(desk, name)
        current = desk.get_by_role("navigation", name="HR desk").locator("[aria-current=page]").text_content()
        found[current] = (violations(desk), desk.evaluate("document.documentElement.scrollWidth"))
    assert found == dict.fromkeys(PARTS, ([], 320))


def test_what_is_asked_stands_in_the_matrix_until_it_is_no_longer_required(desk: Page) -> None:
    before = columns(desk)
    open_part(desk, ASKED)
    fill(desk, desk.get_by_label("Hours", exact=True), "2")
    button(desk, "Ask for it")
    expect(desk.get_by_role("status")).to_contain_text("Nobody was written to.")
    (new,) = set(columns(desk)) - set(before)
    open_part(desk, ASKED)
    follow(desk, desk.locator("main").get_by_role("link", name=new, exact=True))
    desk.locator("summary", has_text="No longer require it").press("Enter")
    button(desk, "No longer require it")
    assert columns(desk) == before


def test_who_was_reminded_today_gets_no_second_letter(desk: Page) -> None:
    open_part(desk, MATRIX)
    told = ["1 reminder is on its way.", "Whoever was reminded today gets no second letter. Try again tomorrow."]
    for words in told:
        tick(desk, desk.get_by_role("checkbox").first)
        button(desk, "Remind")
        assert [words in message for message in desk.locator("main .alert").all_text_contents()] == [True]


def test_people_are_enrolled_on_a_course_that_was_chosen_alone(desk: Page) -> None:
    open_part(desk, MATRIX)
    tick(desk, desk.get_by_role("checkbox").first)
    button(desk, "Enrol them")
    expect(desk.locator("main")).to_contain_text("No course was chosen, so nobody was enrolled. Choose one first.")


def test_matrix_goes_home_as_a_table(desk: Page, tmp_path: Path) -> None:
    shown = columns(desk)
    desk.locator("summary", has_text="Export").press("Enter")
    with desk.expect_download() as download:
        desk.get_by_role("link", name=re.compile("CSV")).press("Enter")
    download.value.save_as(tmp_path / "matrix.csv")
    with (tmp_path / "matrix.csv").open(encoding="utf-8-sig", newline="") as file:
        heads, *rows = csv.reader(file)
    assert heads == ["Full name", "E-mail", *shown]
    found = re.search(r"\d+", desk.locator("main").get_by_text(re.compile(r"^\s*\d+ people\s*$")).first.text_content())[
        0
    ]
    assert len(rows) == int(found)
