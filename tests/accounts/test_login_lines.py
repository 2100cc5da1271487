"""The log tells of logins and of those that failed, and names nobody."""

import pytest
from django.test import Client

from academy.logs.requests import mark_of
from tests.accounts.test_login import log_in
from tests.factories.people import PASSWORD, add_second_factor, make_user, second_factor_code
from tests.logs.conftest import lines  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db

EVENTS = {"logged_in", "logged_out", "login_failed", "second_factor_failed"}
OWN = {"event", "person", "account", "ways", "factor", "level"}


@pytest.fixture
def told(lines) -> object:  # noqa: F811 - the fixture
    """Return what the log tells of logins up to now."""
    return lambda: [{key: line[key] for key in line.keys() & OWN} for line in lines() if line["event"] in EVENTS]


def test_login_and_logout_are_told(client: Client, told) -> None:
    user = make_user()
    log_in(client, user.email)
    client.post("/accounts/logout/")
    person = mark_of(user.pk)
    assert told() == [
        {"event": "logged_in", "level": "info", "person": person, "ways": ["password"]},
        {"event": "logged_out", "level": "info", "person": person},
    ]


@pytest.mark.parametrize("email", ["known@example.org", "Unknown@Example.org"])
def test_failed_login_is_told_alike_for_known_and_unknown_addresses(client: Client, told, email: str) -> None:
    make_user(email="known@example.org")
    log_in(client, email, "wrong-password")
    assert told() == [{"event": "login_failed", "level": "warning", "account": mark_of(email.lower())}]


def test_failed_second_factor_is_told(client: Client, told) -> None:
    user = make_user()
    add_second_factor(user)
    log_in(client, user.email)
    client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    client.post("/accounts/2fa/authenticate/", {"code": second_factor_code()})
    person = mark_of(user.pk)
    assert told() == [
        {"event": "second_factor_failed", "level": "warning", "person": person, "factor": "totp"},
        {"event": "logged_in", "level": "info", "person": person, "ways": ["password", "mfa"]},
    ]


def test_no_line_holds_what_was_typed(client: Client, lines) -> None:  # noqa: F811 - the fixture
    user = make_user()
    log_in(client, user.email, "a-wrong-password")
    log_in(client, user.email)
    words = [user.email, user.legal_name, PASSWORD, "a-wrong-password"]
    assert [word for word in words if word in str(lines())] == []
