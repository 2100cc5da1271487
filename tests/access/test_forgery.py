"""Every write needs a token: a page of somebody else cannot send our forms."""

from http import HTTPStatus

import pytest
from django.test import Client

from tests.access.asking import ask
from tests.access.examples import path_of
from tests.access.people import browser_of
from tests.access.world import World
from tests.routes import routes

#: Where a program, not a browser with a cookie, sends: a key opens the API, a signed address ends letters.
BY_PROGRAMS = ("api/v1/", "letters/unsubscribe/", "reminders/")
#: Refused for want of a token, or because no form is taken there at all, as by probes.
NOT_TAKEN = (HTTPStatus.FORBIDDEN, HTTPStatus.METHOD_NOT_ALLOWED)


@pytest.fixture
def superuser(world: World) -> Client:
    """A superuser's, to which nothing is refused for want of rights."""
    browser = browser_of(world.people["superuser"])
    browser.handler.enforce_csrf_checks = True
    return browser


def test_no_address_takes_a_form_without_a_token(superuser: Client, world: World) -> None:
    paths = [path_of(route, world.own) for address, route in routes().items() if not address.startswith(BY_PROGRAMS)]
    taken = [path for path in paths if ask(superuser, "POST", path).status not in NOT_TAKEN]
    assert (len(paths) > 400, taken) == (True, [])


def test_form_with_its_token_is_taken(superuser: Client) -> None:
    """Positive control: with the token the same forms are answered by their views."""
    superuser.get("/accounts/profile/")
    token = superuser.cookies["csrftoken"].value
    fields = {"legal_name": "Əliyeva Günay", "language": "az", "csrfmiddlewaretoken": token}
    assert superuser.post("/accounts/profile/", fields).status_code == HTTPStatus.FOUND
