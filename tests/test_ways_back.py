"""Next and return addresses stay on our hosts."""

import pytest
from django.test import Client

from tests.accounts.test_login import log_in
from tests.factories.people import PASSWORD, add_second_factor, make_user, second_factor_code

pytestmark = pytest.mark.django_db

FOREIGN = [
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example",
    "\\\\evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "http://testserver@evil.example/",
    "\thttps://evil.example/",
]
foreign = pytest.mark.parametrize("address", FOREIGN)


@pytest.fixture
def inside(client: Client) -> Client:
    log_in(client, make_user().email)
    return client


@foreign
def test_logging_out_does_not_lead_away(address: str, inside: Client) -> None:
    assert inside.post("/accounts/logout/", {"next": address}).url == "/"


@foreign
def test_saying_the_password_again_does_not_lead_away(address: str, inside: Client) -> None:
    answer = inside.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": address})
    assert (answer.status_code, answer.headers.get("Location", "/")[:2] in {"/", "/m", "/a"}) == (302, True)


@foreign
def test_proving_the_second_factor_does_not_lead_away(address: str, client: Client) -> None:
    user = make_user()
    log_in(client, user.email)
    add_second_factor(user)
    answer = client.post("/accounts/2fa/reauthenticate/", {"code": second_factor_code(), "next": address})
    assert answer.headers["Location"].startswith(("/my/", "/accounts/"))


@foreign
@pytest.mark.parametrize("door", ["/admin/login/", "/az/_util/login/"])
def test_other_doors_hand_on_what_the_login_refuses(address: str, door: str, client: Client) -> None:
    user = make_user()
    login = client.get(door, {"next": address}).headers["Location"]
    assert client.post(login, {"login": user.email, "password": PASSWORD}).headers["Location"] == "/my/"


def test_own_way_back_is_followed(inside: Client) -> None:
    assert inside.post("/accounts/logout/", {"next": "/verify/"}).url == "/verify/"
