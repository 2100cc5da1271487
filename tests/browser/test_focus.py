"""Whoever presses Tab sees where the focus is, at any size (WCAG 2.4.7, 2.4.11), and targets can be hit (2.5.8)."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import Demo
from tests.browser.keyboard import MANY
from tests.browser.reader import Reader, reader_in_a_test

PAGES = [
    "home",
    "catalogue",
    "course",
    "lesson",
    "personal area",
    "quiz",
    "attempt",
    "unanswered",
    "profile",
    "address",
    "verification",
    "seminars",
]
SIZES = {"phone": {"width": 320, "height": 256}, "desk": {"width": 1280, "height": 800}}
#: What is wrong with the focus, “” when all is well, null when it has left the page.
FAULT_OF_THE_FOCUS = """() => {
  const element = document.activeElement;
  if (element === document.body || element === document.documentElement) return null;
  const name = `${element.tagName} ${element.id} ${element.textContent.trim().slice(0, 40)}`;
  const isOutlined = ({ outlineStyle, outlineWidth }) => outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  /* A card whose whole surface is the link wears the outline for it. */
  const wearers = [element, element.closest(".card")].filter(Boolean);
  if (!wearers.some((wearer) => isOutlined(getComputedStyle(wearer)))) return `no outline: ${name}`;
  const isShown = [...element.getClientRects()].some((box) => {
    const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth);
    const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
    const hit = left < right && top < bottom && document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    return hit && (element.contains(hit) || hit.closest("label")?.control === element);
  });
  return isShown ? "" : `hidden: ${name}`;
}"""
#: Targets smaller than 24 pixels that stand neither within a sentence nor alone in a circle of 24 pixels.
SMALL_TARGETS = """() => {
  const targets = [...document.querySelectorAll("a[href], button, summary, select, textarea, input:not([type=hidden])")]
    .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest(".skip-link"));
  const boxOf = (element) => element.getBoundingClientRect();
  const isSmall = ({ width, height }) => Math.min(width, height) < 23.5;
  const isInText = (element) => getComputedStyle(element).display === "inline"
    && element.parentElement.textContent.trim().length > element.textContent.trim().length;
  const isNear = (box, other) => {
    const x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2;
    const dx = Math.max(other.left - x, 0, x - other.right), dy = Math.max(other.top - y, 0, y - other.bottom);
    const distance = isSmall(other)
      ? Math.hypot((other.left + other.right) / 2 - x, (other.top + other.bottom) / 2 - y) - 12
      : Math.hypot(dx, dy);
    return distance < 12;
  };
  return targets.filter((element) => isSmall(boxOf(element)) && !isInText(element))
    .filter((element) => targets.some((other) => other !== element && isNear(boxOf(element), boxOf(other))))
    .map((element) => `${element.tagName} ${element.className} ${element.textContent.trim().slice(0, 40)}`);
}"""


@pytest.fixture(scope="module")
def reader(browser: Browser, demo: Demo) -> Reader:
    return reader_in_a_test(browser, demo, "focus@example.org")


@pytest.fixture(params=SIZES)
def page(request: pytest.FixtureRequest, open_context: Callable[..., BrowserContext], reader: Reader) -> Page:
    context = open_context(storage_state=reader.state, viewport=SIZES[request.param], service_workers="block")
    return context.new_page()


def open_everything(page: Page) -> None:
    """Open what folds, so that what is inside is measured too."""
    page.locator("details").evaluate_all("all => all.forEach((details) => { details.open = true; })")


def walk(page: Page) -> list[str]:
    """Press Tab to the end of the page, and return what was wrong at each stop: nothing, if all is well."""
    found = []
    while len(found) < MANY:
        page.keyboard.press("Tab")
        fault = page.evaluate(FAULT_OF_THE_FOCUS)
        if fault is None:
            return found
        found.append(fault)
    raise AssertionError("the end of the page was not reached")


@pytest.mark.parametrize("name", PAGES)
def test_focus_is_seen_and_never_hidden(name: str, page: Page, reader: Reader) -> None:
    page.goto(reader.paths[name])
    stops = walk(page)
    assert ([fault for fault in stops if fault], len(stops) > 5) == ([], True)


def test_walk_finds_a_focus_that_is_hidden_or_not_shown(page: Page) -> None:
    """Positive control: below a header that stays there, and without an outline, every check must fail."""
    page.goto("/verify/")
    page.evaluate(
        "Object.assign(document.querySelector('.site-header').style, {position: 'fixed', inset: 0, zIndex: 9})"
    )
    page.evaluate("document.querySelector('main').style.position = 'relative'")
    page.evaluate("document.querySelector('main input').style.outline = 'none'")
    kinds = [fault.partition(":")[0] for fault in walk(page)]
    assert ("no outline" in kinds, "hidden" in kinds) == (True, True)


def test_measure_finds_a_target_that_is_small(page: Page) -> None:
    """Positive control."""
    page.goto("/verify/")
    shrink = "display: block; min-block-size: 0; font-size: 6px; line-height: 6px"
    page.evaluate(
        "css => document.querySelectorAll('.site-footer a').forEach((a) => { a.style.cssText = css; })", shrink
    )
    assert page.evaluate(SMALL_TARGETS) != []


@pytest.mark.parametrize("name", PAGES)
def test_targets_can_be_hit(name: str, page: Page, reader: Reader) -> None:
    page.goto(reader.paths[name])
    open_everything(page)
    assert page.evaluate(SMALL_TARGETS) == []
