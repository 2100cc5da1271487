"""Every page that a visitor or a learner can reach: axe finds nothing, nothing scrolls sideways, nothing complains.

This takes a quarter of an hour, so it has a target of its own, `make test-pages`; `make test` leaves it out. There each
language is looked at in every colour scheme and width; without EVERY_VIEW, in one of them.
"""

import os
import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from academy.accounts.demo import DEMO_PASSWORD
from tests.browser.accessibility import violations
from tests.browser.conftest import watch
from tests.browser.crawler import addresses

#: Language -> colour scheme and width of the window.
VIEWS = {"az": [("light", 1280)], "ru": [("dark", 320)], "en": [("light", 320)]}
if os.environ.get("EVERY_VIEW"):
    VIEWS = {code: [(scheme, width) for scheme in ("light", "dark") for width in (1280, 320)] for code in VIEWS}


def open_context(browser: Browser, base_url: str, language: str, email: str = "") -> BrowserContext:
    context = browser.new_context(base_url=base_url, service_workers="block")
    page = context.new_page()
    page.goto(f"/accounts/login/?language={language}")
    if email:
        page.locator("input[name=login]").fill(email)
        page.locator("input[name=password]").fill(DEMO_PASSWORD)
        with page.expect_navigation():
            page.locator("input[name=password]").press("Enter")
    page.close()
    return context


def faults_of(page: Page, path: str, language: str) -> list[str]:
    """Open a page and return what is wrong with it in any view, one line each."""
    page.context.add_cookies([{"name": "language", "value": language, "domain": "localhost", "path": "/"}])
    page.goto(path)
    found = []
    for scheme, width in VIEWS[language]:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"{scheme}, {width}: {violation}" for violation in violations(page)]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            found.append(f"{path} scrolls sideways at {width}")
    if page.locator("h1").count() != 1:
        found.append(f"{path} has {page.locator('h1').count()} main headings")
    if page.locator("html").get_attribute("lang") != language_of(path, language):
        found.append(f"{path} says another language than it is in")
    return found


def language_of(path: str, language: str) -> str:
    """The language of an address that names one, else the reader's."""
    named = re.match(r"/(az|ru|en)/", path) or re.search(r"[?&]language=(az|ru|en)", path)
    return named[1] if named else language


@pytest.mark.pages
@pytest.mark.parametrize("language", VIEWS)
@pytest.mark.parametrize("email", ["", "second-learner@example.org"], ids=["visitor", "learner"])
def test_every_page_is_accessible(email: str, language: str, browser: Browser, base_url: str) -> None:
    context = open_context(browser, base_url, language, email)
    found = addresses(context, base_url, f"/{language}/", "/my/" if email else "/verify/")
    own = [path for path in found if language_of(path, language) == language]
    if email:
        visitor = open_context(browser, base_url, language)
        seen = set(addresses(visitor, base_url, f"/{language}/", "/verify/"))
        own = [path for path in own if path not in seen]
    page = context.new_page()
    page.goto("/verify/")
    complaints = watch(context)
    faults = [fault for path in own for fault in faults_of(page, path, language)]
    assert (faults, complaints) == ([], [])
    assert len(own) >= (8 if email else 30)
