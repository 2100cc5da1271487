"""Addresses refuse methods that they do not know."""

import pytest

from tests.access.asking import ask, undrawn
from tests.access.examples import path_of
from tests.access.people import browser_of
from tests.access.world import World
from tests.routes import Route, routes

OURS = {"academy", "certification", "courses"}
METHODS = ("PUT", "PATCH", "DELETE")


@pytest.mark.parametrize("method", METHODS)
def test_unknown_methods_are_refused(method: str, world: World) -> None:
    browser = browser_of(world.people["superuser"])
    with undrawn():
        found = {a: ask(browser, method, path_of(route, world.own)).mark for a, route in routes().items()}
    assert {address: mark for address, mark in found.items() if mark.startswith("5")} == {}
    assert {address: mark for address, mark in found.items() if is_ours(routes()[address]) and mark not in "o-k"} == {}


def is_ours(route: Route) -> bool:
    """Whether the view was written here, and whole: Django's classes take PUT and DELETE as they take POST."""
    view = route.pattern.callback
    return view.__module__.partition(".")[0] in OURS and not hasattr(view, "view_class")
