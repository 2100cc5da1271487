import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from academy.accounts.models import User
from tests.factories.people import PASSWORD, make_user

pytestmark = pytest.mark.django_db

FORM = {"email": "Nigar@Example.org", "legal_name": "Nigar Kitabçı", "password1": PASSWORD}


def code_in(letter: mail.EmailMessage) -> str:
    return re.search(r"^[A-Z0-9-]{8,11}$", letter.body, re.MULTILINE).group()


def test_signup_keeps_legal_name_and_language(client: Client) -> None:
    client.post("/accounts/signup/?language=ru", FORM)
    user = User.objects.get()
    assert (user.email, user.legal_name, user.language) == ("nigar@example.org", "Nigar Kitabçı", "ru")


def test_signup_logs_in_after_the_code_of_the_letter(client: Client) -> None:
    client.post("/accounts/signup/", FORM)
    assert "_auth_user_id" not in client.session
    client.post("/accounts/confirm-email/", {"code": code_in(mail.outbox[0])})
    assert client.session["_auth_user_id"] == str(User.objects.get().pk)
    assert EmailAddress.objects.get().verified


def test_signup_with_wrong_code_stays_outside(client: Client) -> None:
    client.post("/accounts/signup/", FORM)
    client.post("/accounts/confirm-email/", {"code": "AAAA-AAAA"})
    assert "_auth_user_id" not in client.session
    assert not EmailAddress.objects.get().verified


@pytest.mark.parametrize("language", ["az", "ru", "en"])
def test_signup_letter_is_in_the_language_of_the_page(client: Client, language: str) -> None:
    client.post(f"/accounts/signup/?language={language}", FORM)
    with translation.override(language):
        assert mail.outbox[0].subject.startswith(gettext("Please Confirm Your Email Address"))
    assert ("Confirm" in mail.outbox[0].subject) is (language == "en")


def test_signup_of_a_known_address_answers_as_of_an_unknown_one(client: Client) -> None:
    make_user(email="nigar@example.org")
    known = client.post("/accounts/signup/", FORM)
    unknown = Client().post("/accounts/signup/", FORM | {"email": "new@example.org"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert User.objects.filter(email="nigar@example.org").count() == 1


def test_signup_without_legal_name_is_refused(client: Client) -> None:
    page = client.post("/accounts/signup/", FORM | {"legal_name": " "})
    assert list(page.context["form"].errors) == ["legal_name"]
    assert not User.objects.exists()


def test_signup_gives_no_rights_by_extra_fields(client: Client) -> None:
    client.post("/accounts/signup/", FORM | {"is_superuser": "on", "is_staff": "on", "groups": "1"})
    user = User.objects.get()
    assert (user.is_superuser, user.is_staff, user.groups.count()) == (False, False, 0)


def test_signup_by_passkey_asks_for_the_legal_name_and_no_password(client: Client) -> None:
    page = client.get("/accounts/signup/passkey/")
    assert list(page.context["form"].fields) == ["email", "legal_name"]


def test_signup_by_passkey_reaches_the_key_after_the_code(client: Client) -> None:
    client.post("/accounts/signup/passkey/", {"email": FORM["email"], "legal_name": FORM["legal_name"]})
    response = client.post("/accounts/confirm-email/", {"code": code_in(mail.outbox[0])})
    assert response.url == "/accounts/2fa/webauthn/signup/"
    assert not User.objects.get().has_usable_password()
