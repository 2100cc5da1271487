"""The whole site as everybody gets it: gathered once, then checked as text and looked at in the browser.

With EVERY_VIEW each account is asked in each language; without it, most accounts in one.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.urls import resolve
from playwright.sync_api import Playwright

from tests.browser import visitors
from tests.browser.crawler import Found, crawl, few_of_each, is_no_page, is_page, language_of, pages, routes

LANGUAGES = ("az", "ru", "en")
EVERY_VIEW = bool(os.environ.get("EVERY_VIEW"))
#: Whose pages differ most: these are asked in every language even when time is short.
READERS = ("", "second-learner")

#: By name, parts of a page that the page itself asks for again and again.
PARTS = {"code_list_state", "receipt_state", "screen_code", "session_count"}
#: By name, addresses of which the demo holds no example to which a link or a letter leads: only their refusal is seen.
WITHOUT_EXAMPLE = PARTS | {
    *("ask_to_enrol", "attendance_file", "check_in", "invitation", "own_check_in", "programme", "question_picture"),
    *("batch", "batch_archive", "batch_state", "desk_list", "refuse_reminders"),
    *("staff_invitation", "unsubscribe", "metrics", "mfa_remove_webauthn"),
}


@dataclass
class Site:
    """What was found, the state of each person's browser, and which addresses of the code nobody has reached."""

    found: list[Found] = field(default_factory=list)
    states: dict[str, Any] = field(default_factory=dict)
    forgotten: list[str] = field(default_factory=list)

    def fresh(self) -> Iterator[Found]:
        """Each page whose content nobody before had, and the first one of each person in each language."""
        seen: set[object] = set()
        for found in self.found:
            marks = {found.content, (found.role, found.language)}
            if not marks <= seen:
                yield found
            seen |= marks

    def keys(self, role: str, language: str) -> set[str]:
        """What stands for the pages of a person in a language, whatever the language."""
        pages = (found for found in self.found if (found.role, found.language) == (role, language))
        return {found.key for found in pages if found.status == HTTPStatus.OK}


def gather(playwright: Playwright, base: str, letters: Path) -> Site:
    """Ask for every page as everybody; what a letter links to is no secret here."""
    site = Site()
    for number, role in enumerate(visitors.ROLES):
        languages = LANGUAGES if EVERY_VIEW or role in READERS else (LANGUAGES[number % 3],)
        visitor = playwright.request.new_context(base_url=base)
        starts = visitors.arrive(visitor, role) + links_in(letters, base)
        for language in languages:
            site.found += crawl(visitor, base, role, language, starts)
        site.states[role] = visitor.storage_state()
    for name, path in visitors.STAGES.items():
        visitor = playwright.request.new_context(base_url=base)
        visitors.enter(visitor, name)
        for language in LANGUAGES:
            visitor.get(f"/verify/?language={language}")
            site.found += pages(visitor, name, language, [path])
        site.states[name] = visitor.storage_state()
    site.forgotten = _forgotten(playwright, base, site.found)
    return site


def links_in(letters: Path, base: str) -> list[str]:
    """The pages to which the letters lead that the demo has sent so far; calendar files break links into lines."""
    texts = [letter.read_text().partition("Content-Type: text/calendar")[0] for letter in letters.iterdir()]
    found = {path for text in texts for path in re.findall(rf"{base}(/[^\s\"<>#]+)", text)}
    return few_of_each(sorted(path for path in found if is_page(path)))


def _forgotten(playwright: Playwright, base: str, found: list[Found]) -> list[str]:
    """The addresses of our code that nobody reached and that take more than forms."""
    fine = [page for page in found if page.status == HTTPStatus.OK and not page.is_led_away]
    asked = {path.partition("?")[0] for page in fine for path in (page.asked, page.path)}
    reached = {resolve(path).url_name for path in asked if not language_of(path, "")}
    visitor = playwright.request.new_context(base_url=base)
    visitors.log_in(visitor, "administrator")
    visitors.prove_oneself(visitor)
    own = {path: pattern for path, pattern in routes().items() if _is_ours(pattern.callback.__module__)}
    left = [path for path, pattern in own.items() if pattern.name not in reached | WITHOUT_EXAMPLE]
    return [path for path in left if not is_no_page(visitor, path)]


def _is_ours(module: str) -> bool:
    return module.partition(".")[0] in {"academy", "certification", "courses"}
