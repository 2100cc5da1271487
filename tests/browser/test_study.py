"""What a learner keeps: a note that saves itself, a bookmark, a search by keyboard, a place in a recording."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.accessibility import violations
from tests.browser.conftest import Demo
from tests.browser.people import log_in, sign_up

READER = "study@example.org"
STATE = "[data-note-state]"
#: The only recording of the demo stands in the second lesson.
RECORDED = "/courses/UDC-101/"


@pytest.fixture(scope="module")
def lesson(browser: Browser, demo: Demo) -> str:
    """Path of the lesson with a recording, on whose course the reader has enrolled."""
    context = browser.new_context(base_url=demo.address, service_workers="block")
    page = context.new_page()
    sign_up(page, demo, READER)
    page.goto(RECORDED)
    with page.expect_navigation():
        page.locator("form[action$='/enrol/'] button").first.click()
    page.goto(RECORDED)
    path = page.locator(".lessons a").nth(1).evaluate("link => link.pathname")
    context.close()
    return path


@pytest.fixture
def reader(open_context: Callable[..., BrowserContext], lesson: str) -> Callable[[], Page]:
    """Return a function that opens the lesson on one more device of the reader."""

    def open_device(**options: object) -> Page:
        page = open_context(service_workers="block", **options).new_page()
        log_in(page, READER)
        page.goto(lesson)
        return page

    return open_device


def open_note(page: Page) -> None:
    if page.locator("#note").get_attribute("open") is None:
        page.locator("#note summary").click()


def test_note_saves_itself_and_is_there_on_another_device(reader: Callable[[], Page]) -> None:
    page = reader()
    open_note(page)
    page.locator("#note-text").press_sequentially("Rəf 025.45")
    expect(page.locator(STATE)).to_have_text("Saved")
    assert page.locator(STATE).get_attribute("role") == "status"
    other = reader()
    expect(other.locator("#note-text")).to_have_value("Rəf 025.45")
    other.locator("#note-text").fill("Newer")
    expect(other.locator(STATE)).to_have_text("Saved")
    page.locator("#note-text").fill("Older")
    expect(page.locator(STATE)).to_contain_text("changed on another page or device")
    expect(page.locator("#note-text")).to_have_value("Older")
    page.close(run_before_unload=False)
    other.reload()
    expect(other.locator("#note-text")).to_have_value("Newer")


def test_note_written_without_a_connection_is_saved_when_it_returns(reader: Callable[[], Page]) -> None:
    page = reader()
    open_note(page)
    page.context.set_offline(offline=True)
    page.locator("#note-text").fill("From a village")
    expect(page.locator(STATE)).to_contain_text("it will be saved by itself")
    page.context.set_offline(offline=False)
    expect(page.locator(STATE)).to_have_text("Saved")


def test_note_is_kept_without_a_script(reader: Callable[..., Page]) -> None:
    page = reader(java_script_enabled=False)
    open_note(page)
    page.locator("#note-text").fill("By hand")
    page.locator(".note-form button").click()
    expect(page.locator(".messages")).to_contain_text("The note is saved.")
    expect(page.locator("#note-text")).to_have_value("By hand")


def test_bookmark_stays_on_the_page_and_keeps_the_focus(reader: Callable[[], Page]) -> None:
    page = reader()
    for label in ("Remove the bookmark", "Bookmark this lesson"):
        page.locator("#bookmark-button").press("Enter")
        expect(page.locator("#bookmark-button")).to_have_text(label)
        expect(page.locator("#bookmark-button")).to_be_focused()


def test_place_in_a_recording_is_remembered_on_another_device(reader: Callable[[], Page]) -> None:
    page = reader()
    expect(page.locator("[data-media-tools]")).to_be_visible()
    page.wait_for_function("document.querySelector('video').readyState > 0")
    assert page.evaluate("document.querySelector('video').textTracks.length") == 3
    page.locator("[data-media-tools] select").select_option("1.5")
    assert page.evaluate("document.querySelector('video').playbackRate") == 1.5
    with page.expect_response(lambda response: response.url.endswith("/playback/")) as told:
        page.evaluate("""async () => {
            const video = document.querySelector("video");
            video.muted = true;
            video.currentTime = 12;
            await video.play();
            video.pause();
        }""")
    assert told.value.status == 204
    other = reader()
    expect(other.locator("[data-media-tools] [role='status']")).to_contain_text("Goes on where you stopped: 0:1")
    assert other.evaluate("document.querySelector('video').currentTime") >= 12
    other.locator("[data-media-tools] button").click()
    other.wait_for_function("document.querySelector('video').currentTime === 0")


def test_catalogue_is_searched_and_narrowed_by_keyboard(page: Page) -> None:
    page.goto("/en/courses/")
    page.locator("#id_q").focus()
    page.keyboard.type("kataloq")
    page.keyboard.press("Enter")
    expect(page.locator(".chip")).to_have_text("Take away: “kataloq”")
    page.locator("#id_kind").focus()
    page.keyboard.type("course")
    page.keyboard.press("Enter")
    page.locator(".chip").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#id_q")).to_have_value("")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_of_a_learner_are_accessible_at_every_width(
    scheme: str, reader: Callable[..., Page], lesson: str
) -> None:
    page = reader(color_scheme=scheme)
    faults = []
    for path in (
        "/en/courses/",
        "/en/courses/?q=nothing-fits&topic=digital",
        "/my/",
        "/my/notes/",
        "/my/bookmarks/",
        lesson,
    ):
        for width in (320, 1200):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(path)
            faults += violations(page)
            if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                faults.append(f"{path} scrolls sideways at {width}")
    assert faults == []


def test_note_is_printed_as_text(reader: Callable[[], Page]) -> None:
    page = reader()
    open_note(page)
    page.locator("#note-text").fill("On paper")
    expect(page.locator(STATE)).to_have_text("Saved")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    shown = [page.locator(part).is_visible() for part in ("[data-note-copy]", "#note-text", "#bookmark-button")]
    assert (shown, page.locator("[data-note-copy]").inner_text()) == ([True, False, False], "On paper")
