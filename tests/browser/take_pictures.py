"""Pictures of the main pages, for the README: `make pictures`. Each view is in another language, to show all three."""

import io
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from tests.browser import visitors
from tests.browser.conftest import Demo

FOLDER = Path(__file__).parent / "pictures"


class View(NamedTuple):
    language: str
    scheme: str
    width: int
    height: int


VIEWS = {
    "light": View("en", "light", 1280, 900),
    "dark": View("ru", "dark", 1280, 900),
    "phone": View("az", "light", 390, 844),
}
#: Name of a picture -> who looks at which address.
PLACES = {
    "home": ("", "/"),
    "catalogue": ("", ".site-nav a"),
    "course": ("learner", "/courses/UDC-101/"),
    "lesson": ("learner", "/my/courses/UDC-101/continue/"),
    "my": ("learner", "/my/"),
    "quiz": ("second-learner", "attempt"),
    "verification": ("second-learner", "/verify/{code}/"),
    "cms": ("trainer", "/admin/"),
    "statistics": ("trainer", "/studio/courses/OPEN-301/quiz/"),
}


@pytest.fixture(scope="module")
def states(demo: Demo, playwright: Playwright) -> dict[str, object]:
    """The browsers of whoever is needed, and where the attempt of the second learner is."""
    found: dict[str, object] = {}
    for role in {role for role, _path in PLACES.values()}:
        visitor = playwright.request.new_context(base_url=demo.address)
        starts = visitors.arrive(visitor, role)
        found[role] = visitor.storage_state()
        if role == "second-learner":
            found["attempt"] = starts[0]
            found["code"] = visitors.code_of_certificate(visitor)
            found["certificate"] = visitor.get(f"/my/certificates/{found['code']}.pdf").body()
    return found


def save(picture: bytes, name: str) -> None:
    FOLDER.mkdir(exist_ok=True)
    Image.open(io.BytesIO(picture)).convert("RGB").save(FOLDER / f"{name}.webp", "WEBP", quality=72, method=6)


def open_context(browser: Browser, demo: Demo, view: View, state: object) -> BrowserContext:
    context = browser.new_context(
        base_url=demo.address,
        storage_state=state,
        color_scheme=view.scheme,
        viewport={"width": view.width, "height": view.height},
        reduced_motion="reduce",
        service_workers="block",
    )
    context.add_cookies([{"name": "language", "value": view.language, "domain": "localhost", "path": "/"}])
    return context


def go(page: Page, place: str, states: dict[str, object]) -> None:
    if place.startswith("."):
        page.goto("/")
        place = page.locator(place).first.get_attribute("href")
    page.goto(states.get(place) or place.format(code=states["code"]), wait_until="networkidle")


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("name", PLACES)
def test_picture_of_a_page(name: str, view: str, browser: Browser, demo: Demo, states: dict[str, object]) -> None:
    role, place = PLACES[name]
    context = open_context(browser, demo, VIEWS[view], states[role])
    page = context.new_page()
    go(page, place, states)
    save(page.screenshot(animations="disabled"), f"{name}-{view}")
    context.close()


def test_picture_of_a_certificate(states: dict[str, object]) -> None:
    command = ["pdftoppm", "-png", "-r", "80", "-singlefile", "-"]
    save(subprocess.run(command, input=states["certificate"], capture_output=True, check=True).stdout, "certificate")
