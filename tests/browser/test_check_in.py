"""A session on the phone of the organiser, on the screen of the room, and on the phones of participants."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from academy.accounts.demo import DEMO_PASSWORD, demo_address
from tests.browser.a_session import RunningSession, make_running_session
from tests.browser.accessibility import violations
from tests.browser.conftest import Demo, watch
from tests.browser.keyboard import fill, follow, reach, tick
from tests.browser.people import log_in

TRAINER = demo_address("other-trainer")
PEOPLE = [demo_address(key) for key in ("learner", "second-learner", "trainer")]
PHONE = {"width": 320, "height": 640}


@pytest.fixture(scope="module")
def session(demo: Demo) -> RunningSession:
    return make_running_session(demo, "DOOR-OF-THE-TESTS", trainer=TRAINER, people=PEOPLE)


@pytest.fixture
def phone(browser: Browser, demo: Demo):
    """Return a function that opens a narrow browser for a person; it fails the test when the browser complains."""
    opened: list[tuple[Page, list[str]]] = []

    def open_for(email: str, **options: object) -> Page:
        how = {"viewport": PHONE, "base_url": demo.address, "service_workers": "block"} | options
        context = browser.new_context(**how)
        complaints = watch(context)
        page = context.new_page()
        log_in(page, email, DEMO_PASSWORD)
        opened.append((page, complaints))
        return page

    yield open_for
    found = [complaint for _page, complaints in opened for complaint in complaints]
    for page, _complaints in opened:
        page.context.close()
    assert found == []


def faults(page: Page) -> list[str]:
    sideways = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return violations(page) + (["scrolls sideways"] if sideways else [])


def count(page: Page):
    return page.locator("#door-count strong")


def test_somebody_is_checked_in_by_keyboard_and_the_count_follows(session: RunningSession, phone) -> None:
    page, other = phone(TRAINER), phone(TRAINER)
    for one in (page, other):
        one.goto(f"/studio/sessions/{session.pk}/door/?q=Ольга")
    before = int(count(page).inner_text())
    row = page.locator(".door-person")
    reach(page, row.get_by_role("button"))
    page.keyboard.press("Enter")
    expect(row).to_have_attribute("data-here", "")
    expect(count(page)).to_have_text(str(before + 1))
    expect(count(other)).to_have_text(str(before + 1), timeout=15_000)
    expect(row.get_by_role("button").first).to_be_focused()
    assert faults(page) == []

    page.keyboard.press("Enter")
    expect(count(page)).to_have_text(str(before))
    expect(row).not_to_have_attribute("data-here", "")


def test_door_works_without_a_script(session: RunningSession, phone) -> None:
    page = phone(TRAINER, java_script_enabled=False)
    page.goto(f"/studio/sessions/{session.pk}/door/")
    row = page.locator(".door-person").filter(has_text="Ольга")
    for label, here in (("Check in", 1), ("Undo", 0)):
        with page.expect_navigation():
            row.get_by_role("button", name=label).click()
        expect(page.locator(".door-person[data-here]").filter(has_text="Ольга")).to_have_count(here)


def test_ticket_opens_its_person_with_one_button(session: RunningSession, phone) -> None:
    number, code = session.tickets[PEOPLE[0]]
    guest = phone(PEOPLE[0], color_scheme="dark")
    guest.goto(f"/my/seminars/{number}/ticket/")
    expect(guest.locator(".qr-mark svg")).to_be_visible()
    expect(guest.locator(".ticket-code code")).to_have_text(code)
    assert faults(guest) == []

    page = phone(TRAINER)
    page.goto(f"/studio/check-in/{code}/")
    assert faults(page) == []
    follow(page, page.locator(".door-button"))
    expect(page.locator(".door-done")).to_be_visible()
    follow(page, page.get_by_role("link").filter(has_text=re.compile("Scan the next one|Növbətini|Сканировать")))
    expect(page).to_have_url(re.compile(rf"/studio/sessions/{session.pk}/door/#scan$"))


def test_code_on_the_screen_changes_and_checks_in(session: RunningSession, phone) -> None:
    screen = phone(TRAINER, viewport={"width": 1280, "height": 720})
    screen.goto(f"/studio/sessions/{session.pk}/screen/")
    mark = screen.locator("[data-address]")
    shown = mark.get_attribute("data-address")
    assert faults(screen) == []

    guest = phone(PEOPLE[2])
    guest.goto(urlsplit(shown).path)
    assert faults(guest) == []
    follow(guest, guest.locator(".door-button"))
    expect(guest).to_have_url(re.compile(r"/my/seminars/\d+/$"))
    expect(mark).not_to_have_attribute("data-address", shown, timeout=40_000)


def test_typed_code_and_walk_in_are_reached_by_keyboard(session: RunningSession, phone) -> None:
    page = phone(TRAINER)
    page.goto(f"/studio/sessions/{session.pk}/door/")
    fill(page, page.locator("#typed-code"), session.tickets[PEOPLE[0]][1])
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/studio/check-in/"))
    page.goto(f"/studio/sessions/{session.pk}/door/")
    fill(page, page.locator("#id_email"), demo_address("hr"))
    tick(page, page.locator("#id_may_stay"))
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator(".messages .alert")).to_be_visible()
    expect(page.locator(".door-person .badge")).to_have_count(1)
    assert faults(page) == []


def test_pages_of_attendance_are_accessible_and_narrow(session: RunningSession, phone) -> None:
    page = phone(TRAINER, color_scheme="dark")
    found = []
    page.goto(f"/studio/sessions/{session.pk}/attendance/")
    person = page.locator(".data-table a").first.get_attribute("href")
    for path in (
        f"/studio/sessions/{session.pk}/attendance/",
        person,
        f"/studio/sessions/{session.pk}/attendance/import/",
    ):
        page.goto(path)
        found += faults(page)
    assert found == []
