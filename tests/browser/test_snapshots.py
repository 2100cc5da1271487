"""The style guide looks as it did: pictures of its sections and sketches, in both colour schemes, on desk and phone."""

import pytest
from playwright.sync_api import Locator, Page

from tests.browser import visitors
from tests.browser.conftest import Demo
from tests.browser.snapshots import FOLDER, RENEW, difference, fault_of, keep

VIEWS = [("light", 1280), ("dark", 1280), ("light", 390), ("dark", 390)]
SKETCHES = ("seminar", "desk", "statistics")


@pytest.fixture(scope="module")
def guide(browser, demo: Demo, playwright) -> Page:
    """A page of an editor, in which nothing moves."""
    visitor = playwright.request.new_context(base_url=demo.address)
    visitors.arrive(visitor, "editor")
    options = {"storage_state": visitor.storage_state(), "reduced_motion": "reduce", "service_workers": "block"}
    context = browser.new_context(base_url=demo.address, locale="en", **options)
    yield context.new_page()
    context.close()


def picture_of(part: Locator) -> bytes:
    part.page.evaluate("document.fonts.ready")
    return part.screenshot(animations="disabled", caret="hide")


def show(page: Page, path: str, scheme: str, width: int) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{path}?language=en", wait_until="networkidle")


@pytest.mark.parametrize(("scheme", "width"), VIEWS)
def test_sections_look_as_they_did(scheme: str, width: int, guide: Page) -> None:
    show(guide, "/styleguide/", scheme, width)
    sections = guide.locator(".guide-section").all()
    names = [f"{part.get_attribute('aria-labelledby')}-{scheme}-{width}" for part in sections]
    pairs = zip(names, sections, strict=True)
    assert [fault for name, part in pairs if (fault := fault_of(name, picture_of(part)))] == []
    assert len(names) >= 9


@pytest.mark.parametrize(("scheme", "width"), VIEWS)
@pytest.mark.parametrize("sketch", SKETCHES)
def test_sketches_look_as_they_did(sketch: str, scheme: str, width: int, guide: Page) -> None:
    show(guide, f"/styleguide/{sketch}/", scheme, width)
    assert fault_of(f"{sketch}-{scheme}-{width}", picture_of(guide.locator("main"))) == ""


@pytest.mark.parametrize(
    "change", ["style.background = 'teal'", "style.padding = '2rem'", "firstChild.textContent = 'Word'", "remove()"]
)
def test_changed_component_is_seen(change: str, guide: Page) -> None:
    show(guide, "/styleguide/", "light", 1280)
    section = guide.locator(".guide-section[aria-labelledby=actions]")
    before, again = keep(picture_of(section)), keep(picture_of(section))
    section.locator(".button").first.evaluate(f"button => button.{change}")
    assert difference(before, again) is None
    assert difference(before, keep(picture_of(section))) is not None


def test_no_picture_is_left_over() -> None:
    names = ["foundations", "words", "actions", "forms", "messages", "ways", "library", "data", "sketches", *SKETCHES]
    expected = {f"{name}-{scheme}-{width}.webp" for name in names for scheme, width in VIEWS}
    assert RENEW or {path.name for path in FOLDER.glob("*.webp")} == expected
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 2_000_000
