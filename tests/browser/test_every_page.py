"""Every page as everybody gets it: axe finds nothing, nothing scrolls sideways, the browser does not complain.

`make test` looks at each page in one language, colour scheme and width, which take turns; `make test-pages`, which sets
EVERY_VIEW, at each page in each of them.
"""

from collections.abc import Callable, Iterator
from http import HTTPStatus

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.accessibility import violations
from tests.browser.conftest import watch
from tests.browser.crawler import Found
from tests.browser.site import EVERY_VIEW, LANGUAGES, Site
from tests.browser.visitors import ROLES, STAGES, prove_oneself

VIEWS = [("light", 1280), ("dark", 320), ("dark", 1280), ("light", 320)]


def looked_at(site: Site, role: str, language: str) -> Iterator[tuple[Found, list[tuple[str, int]]]]:
    """The pages of one person in a language, each with its views."""
    own = [found for found in site.fresh() if found.role == role]
    numbers = {key: number for number, key in enumerate(sorted({found.key for found in own}))}
    taken = sorted({found.language for found in own})
    for found in own:
        number = numbers[found.key]
        turn = taken[number % len(taken)]
        if found.language == language and (EVERY_VIEW or turn == language):
            yield found, VIEWS if EVERY_VIEW else [VIEWS[number % len(VIEWS)]]


def faults_of(page: Page, found: Found, views: list[tuple[str, int]]) -> list[str]:
    """Open a page and return what is wrong with it in any view, one line each."""
    page.goto(found.path)
    if "/accounts/reauthenticate/" in page.url and "/accounts/reauthenticate/" not in found.path:
        prove_oneself(page.context.request)
        page.goto(found.path)
    faults = [] if page.url.endswith(found.path) else [f"it leads to {page.url}"]
    return [f"{found.path}: {fault}" for fault in faults + look_at(page, views)]


def look_at(page: Page, views: list[tuple[str, int]]) -> list[str]:
    """Return what is wrong with the page that is open, in any view."""
    faults = []
    for scheme, width in views:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        faults += [f"{scheme}, {width}: {violation}" for violation in violations(page)]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            faults.append(f"it scrolls sideways at {width}")
    return faults


def is_refusal(complaint: str, refused: list[str]) -> bool:
    """Whether the browser only says that a page which refuses was answered with a status that says so."""
    address, _colon, text = complaint.partition(": ")
    return text.startswith("Failed to load resource") and address.endswith(tuple(refused))


@pytest.mark.parametrize("language", LANGUAGES)
# Who stands on the way through a door comes first: the codes in letters are good for ten minutes.
@pytest.mark.parametrize("role", [*STAGES, *ROLES], ids=lambda role: role or "visitor")
def test_every_page_is_accessible(
    role: str, language: str, site: Site, open_context: Callable[..., BrowserContext]
) -> None:
    pages = list(looked_at(site, role, language))
    if not pages:
        return
    context = open_context(service_workers="block", reduced_motion="reduce", storage_state=site.states[role])
    context.add_cookies([{"name": "language", "value": language, "domain": "localhost", "path": "/"}])
    complaints, page = watch(context), context.new_page()
    faults = [fault for found, views in pages for fault in faults_of(page, found, views)]
    refused = [found.path for found, _views in pages if found.status != HTTPStatus.OK]
    assert faults == []
    assert [text for text in complaints if not is_refusal(text, refused)] == []
