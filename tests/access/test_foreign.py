"""What belongs to somebody else answers as what is not there: the same status, the same page."""

import re
from collections.abc import Iterator
from functools import cache
from urllib.parse import unquote

import pytest

from certification.codes import new_code
from tests.access.asking import Answer, ask
from tests.access.examples import MISSING, is_row, kinds, path_of
from tests.access.people import ROLES, browser_of
from tests.access.table import REFUSALS, Line, read_table
from tests.access.world import World
from tests.routes import Route, routes

#: Whose rows are foreign to whom; all others see the rows of both sides, or of neither.
MIRRORED = {one: f"other {one}" for one in ("learner", "trainer", "organiser", "leader", "hr")}
MIRRORED |= {other: one for one, other in MIRRORED.items()}
#: What is the house's, not anybody's: its parts are told apart by number, and nothing is read from that. The page of a
#: step of a review is asked for before the step.
OF_THE_HOUSE = {"collection", "media", "rules of publishing", "state of a task", "upload", "workflow"}
#: Published sessions stand on pages that everybody reads: checking in says when it is open.
PUBLIC = {("my/check-in/<int:pk>/<str:code>/", "pk")}
#: Kinds whose missing example has to look like a real one.
LIKE_REAL = {"certificate": new_code}
#: What differs from one answer to the next of the same address.
TOKENS = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|csrfToken: "\w+"|nonce-[\w=+/-]+')


@pytest.mark.parametrize("role", ROLES)
def test_foreign_answers_as_missing(role: str, world: World) -> None:
    browser = browser_of(world.people.get(role))
    differing = {}
    for method, route, name, values in questions(role, world):
        paths = (path_of(route, world.own, **{name: value}) for value in values)
        foreign, missing = (told(ask(browser, method, path), path) for path in paths)
        if foreign != missing:
            differing[f"{method} {route.address} {name}"] = (foreign[:2], missing[:2])
    assert differing == {}


def questions(role: str, world: World) -> Iterator[tuple[str, Route, str, tuple[str, str]]]:
    """Each argument in turn, foreign and missing: whoever is refused asks for the rows of the table.

    Others ask for a row of the other side under the same address: a person of another session, a rule of another desk.
    What two of a kind are both refused, the one of the other side alone asks for.
    """
    for line, route, name, kind in arguments():
        if {line.marks[role], line.marks.get(f"other {role}", "+")} <= REFUSALS:
            continue
        is_refused, is_nested = line.marks[role] in REFUSALS, len(route.arguments) > 1
        rows, stands_for = (world.own, role) if is_refused else (world.foreign, MIRRORED.get(role, role))
        is_foreign = is_refused or (is_nested and world.foreign[kind] != world.own[kind])
        is_shown = line.address.startswith("admin/") and kind in shown(stands_for)
        if is_foreign and not is_shown:
            yield line.method, route, name, (rows[kind], _missing(route, name, kind, rows[kind]))


def arguments() -> Iterator[tuple[Line, Route, str, str]]:
    """Each argument that names a row, with the kind of the row."""
    known = routes()
    for line in read_table():
        route = known[line.address]
        for name, kind in kinds(route).items():
            if is_row(kind) and kind not in OF_THE_HOUSE and (line.address, name) not in PUBLIC:
                yield line, route, name, kind


@cache
def shown(role: str) -> set[str]:
    """Kinds of the rows of the table that the CMS shows the person at some address: that they are there is no news."""
    return {
        kind
        for line, _route, _name, kind in arguments()
        if line.marks[role] == "+" and line.address.startswith("admin/")
    }


def _missing(route: Route, name: str, kind: str, foreign: str) -> str:
    like = "int" if foreign.isdigit() else {argument: of for of, argument in route.arguments}[name]
    return MISSING.get(like) or LIKE_REAL.get(kind, lambda: "made-up")()


def told(answer: Answer, path: str) -> tuple[object, ...]:
    """What a person can tell two answers apart by."""
    plain = unquote(path.partition("?")[0])
    return (
        answer.status,
        unquote(answer.location).replace(plain, ""),
        TOKENS.sub("", unquote(answer.text)).replace(plain, ""),
    )
