"""The pages on which people look after their account: address, second factor, sessions."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client
from django.utils import timezone

from academy.accounts.models import User
from tests.accounts.test_login import is_inside, log_in
from tests.accounts.test_signup import code_in
from tests.factories.people import PASSWORD, add_second_factor, make_user

pytestmark = pytest.mark.django_db

PAGES = [
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/2fa/",
    "/accounts/2fa/totp/activate/",
    "/accounts/2fa/webauthn/",
    "/accounts/2fa/webauthn/add/",
    "/accounts/sessions/",
    "/accounts/logout/",
]


def reauthenticate(client: Client, password: str = PASSWORD) -> None:
    client.post("/accounts/reauthenticate/", {"password": password})


@pytest.mark.parametrize("language", ["az", "ru", "en"])
@pytest.mark.parametrize("address", PAGES)
def test_security_page_opens_for_its_owner_alone(client: Client, address: str, language: str) -> None:
    assert client.get(address).status_code == 302
    log_in(client, make_user().email)
    reauthenticate(client)
    response = client.get(address, {"language": language})
    assert (response.status_code, response["Content-Language"]) == (200, language)


def test_page_that_is_made_of_scripts_says_so_without_them(client: Client) -> None:
    log_in(client, make_user().email)
    reauthenticate(client)
    html = client.get("/accounts/2fa/webauthn/add/", {"language": "ru"}).text
    said = re.findall(r"<noscript>(.*?)</noscript>", html, re.DOTALL)
    assert [text.count("Для этого нужен JavaScript.") for text in said] == [1]


def change_address(client: Client, email: str) -> None:
    client.post("/accounts/email/", {"email": email, "action_add": ""})


def test_address_changes_when_the_new_one_is_confirmed(client: Client) -> None:
    user = make_user(email="old@example.org")
    log_in(client, user.email)
    reauthenticate(client)
    change_address(client, "new@example.org")
    assert User.objects.get().email == "old@example.org"
    client.post("/accounts/confirm-email/", {"code": code_in(mail.outbox[0])})
    assert User.objects.get().email == "new@example.org"
    assert [address.email for address in EmailAddress.objects.all()] == ["new@example.org"]


@pytest.fixture
def changing(client: Client) -> Client:
    """The browser of somebody whose new address waits for its code."""
    log_in(client, make_user(email="old@example.org").email)
    reauthenticate(client)
    change_address(client, "new@example.org")
    return client


def facts(client: Client) -> list[str]:
    return re.findall(r"<dd>(.*?)</dd>", client.get("/accounts/email/").text)


def test_address_that_waits_for_its_code_is_shown(changing: Client) -> None:
    assert facts(changing) == ["old@example.org", "new@example.org"]


def test_code_for_a_new_address_is_sent_again(changing: Client) -> None:
    changing.post("/accounts/confirm-email/", {"action": "resend"})
    assert [letter.to for letter in mail.outbox] == [["new@example.org"], ["new@example.org"]]
    changing.post("/accounts/confirm-email/", {"code": code_in(mail.outbox[1])})
    assert facts(changing) == ["new@example.org"]


def test_change_of_address_is_taken_back(changing: Client) -> None:
    changing.post("/accounts/email/keep/")
    assert facts(changing) == ["old@example.org"]
    changing.post("/accounts/confirm-email/", {"code": code_in(mail.outbox[0])})
    assert User.objects.get().email == "old@example.org"


def test_change_of_address_is_shown_to_nobody_else(changing: Client) -> None:
    other = Client()
    log_in(other, make_user(email="other@example.org").email)
    other.post("/accounts/email/keep/")
    assert (facts(other), len(facts(changing))) == (["other@example.org"], 2)


def test_change_of_address_is_not_taken_back_by_looking(changing: Client) -> None:
    assert changing.get("/accounts/email/keep/").status_code == 405
    assert len(facts(changing)) == 2


def test_address_of_somebody_else_is_not_taken_over(client: Client) -> None:
    make_user(email="taken@example.org")
    user = make_user(email="old@example.org")
    log_in(client, user.email)
    reauthenticate(client)
    change_address(client, "taken@example.org")
    client.post("/accounts/confirm-email/", {"code": "AAAA-AAAA"})
    user.refresh_from_db()
    assert user.email == "old@example.org"


@pytest.mark.parametrize("password", ["", "wrong-password"])
def test_address_change_wants_the_password_again(client: Client, password: str) -> None:
    user = make_user()
    log_in(client, user.email)
    reauthenticate(client, password)
    response = client.post("/accounts/email/", {"email": "new@example.org", "action_add": ""})
    assert response.url.startswith("/accounts/reauthenticate/")
    assert [address.email for address in EmailAddress.objects.all()] == [user.email]


def test_address_change_wants_the_password_again_after_a_while(client: Client) -> None:
    log_in(client, make_user().email)
    reauthenticate(client)
    with time_machine.travel(timezone.now() + timedelta(minutes=10)):
        change_address(client, "new@example.org")
    assert EmailAddress.objects.count() == 1


def test_sessions_are_listed_and_ended(client: Client) -> None:
    user = make_user()
    other, stranger = Client(), Client()
    for browser, email in ((client, user.email), (other, user.email), (stranger, make_user().email)):
        log_in(browser, email)
    page = client.get("/accounts/sessions/")
    assert [session.user for session in page.context["sessions"]] == [user, user]
    client.post("/accounts/sessions/")
    assert (is_inside(client), is_inside(other), is_inside(stranger)) == (True, False, True)
    assert UserSession.objects.filter(user=user).count() == 1


def test_second_factor_is_not_removed_with_the_password_alone(client: Client) -> None:
    user = make_user()
    add_second_factor(user)
    log_in(client, user.email)
    reauthenticate(client)
    client.post("/accounts/2fa/totp/deactivate/")
    assert Authenticator.objects.filter(user=user, type="totp").count() == 1


def test_passkey_of_somebody_else_is_not_found(client: Client) -> None:
    key = Authenticator.objects.create(user=make_user(), type="webauthn", data={"name": "Ə", "credential": {}})
    log_in(client, make_user().email)
    reauthenticate(client)
    for page in ("remove", "edit"):
        assert client.get(f"/accounts/2fa/webauthn/keys/{key.pk}/{page}/").status_code == 404
    assert client.post(f"/accounts/2fa/webauthn/keys/{key.pk}/remove/").status_code == 404
