"""What a reader has chosen in browser or system is kept: own colours, less motion, wider text, no scripts."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import Demo
from tests.browser.people import QUESTIONS, choose, enrol, read_all, sign_up, start_attempt
from tests.browser.reader import Reader, reader_in_a_test

PAGES = [
    "home",
    "catalogue",
    "course",
    "lesson",
    "personal area",
    "quiz",
    "attempt",
    "profile",
    "address",
    "verification",
]
#: No fault on any page.
NOTHING: dict[str, list[str]] = {name: [] for name in PAGES}
#: Controls without a line around them where colours are the reader's own, and icons that would not be seen.
UNSEEN_IN_OWN_COLOURS = """() => {
  const shown = (selector) => [...document.querySelectorAll(selector)]
    .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest(".visually-hidden"));
  const name = (element) => `${element.tagName} ${element.getAttribute("class")} ${element.textContent.trim()}`;
  const isDrawn = ({ stroke, fill, color }) => [stroke, fill].includes(color);
  const isBounded = ({ borderTopWidth, borderTopStyle }) => parseFloat(borderTopWidth) > 0 && borderTopStyle !== "none";
  const controls = shown("button, .button, select, textarea, input:not([type=hidden], [type=radio], [type=checkbox])")
    .filter((element) => !element.closest(".menu-panel") && !isBounded(getComputedStyle(element)));
  const icons = shown("svg.icon").filter((icon) => !isDrawn(getComputedStyle(icon)));
  return [...controls, ...icons].map(name);
}"""
#: What moves by itself for longer than a hundredth of a second; what follows the scrolling is moved by the reader.
MOVING = """() => document.getAnimations()
  .filter(({ timeline, effect }) => timeline instanceof DocumentTimeline && effect.getComputedTiming().endTime > 10)
  .map((moving) => `${moving.animationName ?? moving.transitionProperty} ${moving.effect.target.className}`)"""
#: The distances of WCAG 2.2, 1.4.12.
WIDE_TEXT = """
  * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
  p { margin-block-end: 2em !important; }
"""
#: Text that is cut off, and whether the page must be moved sideways.
CUT_OFF = """() => [document.documentElement, ...document.querySelectorAll("body *")]
  .filter((element) => {
    const { overflowX, overflowY, clipPath } = getComputedStyle(element);
    const isRoot = element === document.documentElement;
    const isHiding = isRoot || [overflowX, overflowY].some((value) => ["hidden", "clip"].includes(value));
    const isMeant = clipPath !== "none" || ["auto", "scroll"].includes(overflowX) || element.closest("svg");
    const isWide = element.scrollWidth > element.clientWidth + 1;
    const isHigh = element.scrollHeight > element.clientHeight + 1;
    return isHiding && !isMeant && element.textContent.trim() && (isWide || (!isRoot && isHigh));
  })
  .map((element) => `${element.tagName} ${element.className} ${element.textContent.trim().slice(0, 40)}`)"""


@pytest.fixture(scope="module")
def reader(browser: Browser, demo: Demo) -> Reader:
    return reader_in_a_test(browser, demo, "preferences@example.org")


@pytest.fixture
def open_page(open_context: Callable[..., BrowserContext], reader: Reader) -> Callable[..., Page]:
    """Return a function that opens a page of the reader in a browser with these preferences."""
    return lambda **options: open_context(storage_state=reader.state, service_workers="block", **options).new_page()


def open_everything(page: Page) -> None:
    page.locator("details").evaluate_all("all => all.forEach((details) => { details.open = true; })")


def test_own_colours_leave_every_control_its_line_and_every_icon(
    open_page: Callable[..., Page], reader: Reader
) -> None:
    page = open_page(forced_colors="active")
    unseen = {}
    for name in PAGES:
        page.goto(reader.paths[name])
        open_everything(page)
        unseen[name] = page.evaluate(UNSEEN_IN_OWN_COLOURS)
    assert unseen == NOTHING


def test_nothing_moves_for_whoever_wants_less_motion(open_page: Callable[..., Page], reader: Reader) -> None:
    page = open_page(reduced_motion="reduce")
    moving = {}
    for name in PAGES:
        page.goto(reader.paths[name])
        moving[name] = page.evaluate(MOVING)
        open_everything(page)
        page.locator("main :is(a, button):visible").first.hover()
        moving[name] += page.evaluate(MOVING)
    assert moving == NOTHING


def test_something_moves_for_others(open_page: Callable[..., Page], reader: Reader) -> None:
    """Positive control."""
    page = open_page(reduced_motion="no-preference")
    page.goto(reader.paths["personal area"])
    assert page.evaluate(MOVING) != []


@pytest.mark.parametrize("width", [320, 1280])
def test_wide_text_is_not_cut_off(width: int, open_page: Callable[..., Page], reader: Reader) -> None:
    page = open_page(viewport={"width": width, "height": 800}, bypass_csp=True)
    cut = {}
    for name in PAGES:
        page.goto(reader.paths[name])
        page.add_style_tag(content=WIDE_TEXT)
        open_everything(page)
        cut[name] = page.evaluate(CUT_OFF)
    assert cut == NOTHING


@pytest.fixture
def plain(open_context: Callable[..., BrowserContext]) -> Page:
    """A browser that runs no scripts."""
    return open_context(java_script_enabled=False).new_page()


def test_without_scripts_nothing_is_offered_that_needs_them(plain: Page) -> None:
    for path in ("/accounts/login/", "/accounts/signup/"):
        plain.goto(f"{path}?language=en")
        expect(plain.get_by_role("heading", level=1)).to_be_visible()
        expect(plain.get_by_text(re.compile("passkey$"))).to_be_hidden()


def test_with_scripts_passkeys_are_offered(open_context: Callable[..., BrowserContext]) -> None:
    """Positive control."""
    page = open_context().new_page()
    for path in ("/accounts/login/", "/accounts/signup/"):
        page.goto(f"{path}?language=en")
        expect(page.get_by_text(re.compile("passkey$"))).to_be_visible()


def test_without_scripts_menus_open_and_pages_can_be_read(plain: Page) -> None:
    plain.goto("/en/")
    plain.locator("header details.menu > summary", has_text="Language").click()
    plain.locator("header .menu-panel a[hreflang=az]").click()
    expect(plain.locator("html")).to_have_attribute("lang", "az")
    plain.goto("/verify/?language=en")
    plain.locator("main input[name=code]").fill("3M99NGJY7ZDYPTGXF0AV")
    plain.locator("main input[name=code]").press("Enter")
    expect(plain.locator("[data-verdict]")).to_have_attribute("data-verdict", "unknown")


def test_without_scripts_a_course_is_learned_and_its_quiz_passed(plain: Page, demo: Demo) -> None:
    sign_up(plain, demo, "no-scripts@example.org")
    enrol(plain)
    read_all(plain)
    start_attempt(plain)
    choose(plain, QUESTIONS[0])
    plain.get_by_role("button", name="Finish and submit").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text(f"{len(QUESTIONS) - 1} questions have no answer")
    plain.get_by_role("link", name="Go back and answer").click()
    for question in QUESTIONS[1:]:
        choose(plain, question)
    plain.get_by_role("button", name="Finish and submit").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Quiz passed")
