"""Everybody gets at every address what the table says, by GET and by POST, and whoever may not changes nothing."""

from collections import Counter
from collections.abc import Iterator

import pytest

from tests.access.asking import Answer, ask, undrawn
from tests.access.examples import path_of
from tests.access.people import ROLES, browser_of
from tests.access.table import REFUSALS, Line, read_table
from tests.access.world import World
from tests.routes import routes

#: What reading writes: table -> beginnings of the addresses where it may.
KEPT_BY_READING = {
    "certification_verification": ("verify/", "log/proof/"),  # each look is recorded
    "cms_picturerendition": ("admin/", "my/pictures/"),  # made in a size when it is first shown in it
    "cms_picture": ("admin/images/",),  # Wagtail looks up the size of the file when it is first shown
    "wagtaildocs_document": ("admin/documents/",),  # the same
    "wagtailusers_userprofile": ("admin/account/",),  # Wagtail makes it with the first look
    "wagtailadmin_editingsession": ("admin/",),  # who else has the page open
    "wagtailcore_pagesubscription": ("admin/pages/",),  # a row for the switch beside the comments
    "courses_enrolment": ("admin/",),  # previews show what an enrolled reader sees, and take it back
    "wagtailcore_referenceindex": ("admin/",),  # the same
    "courses_lessonvisit": ("az/",),  # the learner was there
    "mfa_authenticator": ("accounts/2fa/recovery-codes/",),  # allauth notes that the codes were seen
}


def test_each_address_has_its_line_and_each_line_its_address() -> None:
    lines = read_table()
    twice = [key for key, number in Counter((line.method, line.address) for line in lines).items() if number > 1]
    assert (twice, {line.address for line in lines}) == ([], set(routes()))


@pytest.mark.parametrize("role", ROLES)
def test_role_gets_what_the_table_says(role: str, world: World) -> None:
    found = list(answers(role, world))
    assert {key: (answer.mark, told) for key, told, answer in found if answer.mark not in told} == {}
    assert {key: left for key, _told, answer in found if (left := left_behind(key, answer))} == {}


def answers(role: str, world: World) -> Iterator[tuple[str, str, Answer]]:
    """Ask for everything that the table speaks of."""
    browser, known = browser_of(world.people.get(role)), routes()
    with undrawn():
        for method, address, told in expected(role, read_table()):
            yield f"{method} /{address}", told, ask(browser, method, path_of(known[address], world.own))


def expected(role: str, lines: list[Line]) -> Iterator[tuple[str, str, str]]:
    """Method, address and the marks of which one is right.

    Where no line speaks of POST, whoever is refused is refused by POST too, unless nobody is let to POST there at all.
    """
    posted = {line.address for line in lines if line.method == "POST"}
    for line in lines:
        mark = line.marks[role]
        yield line.method, line.address, mark
        if line.address not in posted and mark in REFUSALS:
            yield "POST", line.address, f"{mark}o"


def left_behind(key: str, answer: Answer) -> set[str]:
    """Tables that should not have been written: by reading, or by somebody who was refused."""
    method, _slash, address = key.partition(" /")
    if method == "POST" and answer.mark not in REFUSALS:
        return set()
    kept = {table for table, places in KEPT_BY_READING.items() if address.startswith(places)}
    return set(answer.written) - {"django_session"} - (kept if method == "GET" else set())
