"""Letters of accounts and the pages around the login: whose they are, and in which words."""

import re

import pytest
from django.core import mail
from django.test import Client

from academy.accounts.models import User
from tests.accounts.test_login import log_in
from tests.accounts.test_security_pages import reauthenticate
from tests.accounts.test_signup import FORM
from tests.factories.people import PASSWORD, make_user

pytestmark = pytest.mark.django_db

NAMES = {"az": "Kitabxanaçı Akademiyası", "ru": "Академия библиотекаря", "en": "Librarian Academy"}
GREETINGS = {
    "az": "Kitabxanaçı Akademiyası sizi salamlayır!",
    "ru": "Здравствуйте! Вам пишет Академия библиотекаря.",
    "en": "Hello from the Librarian Academy!",
}
SUBJECTS = {
    "az": "E-poçt ünvanınızı təsdiqləyin – Kitabxanaçı Akademiyası",
    "ru": "Подтвердите адрес электронной почты — Академия библиотекаря",
    "en": "Confirm your e-mail address – Librarian Academy",
}
#: Heading and title of the login, and its button.
LOGIN_WORDS = {"az": ("Giriş", "Daxil ol"), "ru": ("Вход", "Войти"), "en": ("Log in", "Log in")}
DEVICE = {"az": "Bu cihazın adı", "ru": "Название этого устройства", "en": "Name of this device"}
ENGLISH_PAGES = {
    "/accounts/login/": "Log in",
    "/accounts/signup/": "Sign up",
    "/accounts/login/code/": "Send me a login code",
    "/accounts/password/reset/": "Password reset",
}


def first(pattern: str, page: str) -> str:
    return " ".join(re.search(pattern, page, re.DOTALL).group(1).split())


@pytest.mark.parametrize("language", ["az", "ru", "en"])
def test_signup_letter_comes_from_the_academy(client: Client, language: str) -> None:
    client.post(f"/accounts/signup/?language={language}", FORM)
    letter = mail.outbox[0]
    lines = letter.body.strip().splitlines()
    assert letter.subject == SUBJECTS[language]
    assert (lines[0], lines[-2:]) == (GREETINGS[language], [NAMES[language], "http://localhost:8000"])
    assert ("testserver" in letter.body, "example.com" in letter.body) == (False, False)


@pytest.mark.parametrize("language", ["az", "ru", "en"])
@pytest.mark.parametrize("email", ["nigar@example.org", "nobody@example.org"])
def test_letter_with_a_code_or_without_an_account_comes_from_the_academy(
    client: Client, language: str, email: str
) -> None:
    make_user(email="nigar@example.org")
    client.post(f"/accounts/login/code/?language={language}", {"email": email})
    assert mail.outbox[0].body.startswith(GREETINGS[language])
    assert mail.outbox[0].subject.endswith(NAMES[language])


@pytest.mark.parametrize("language", ["az", "ru", "en"])
def test_notice_of_a_changed_password_comes_from_the_academy(client: Client, language: str) -> None:
    log_in(client, make_user().email)
    reauthenticate(client)
    new = {"oldpassword": PASSWORD, "password1": "shelf-of-nine-books", "password2": "shelf-of-nine-books"}
    client.post(f"/accounts/password/change/?language={language}", new)
    assert User.objects.get().check_password("shelf-of-nine-books")
    assert mail.outbox[-1].body.startswith(GREETINGS[language])


@pytest.mark.parametrize("language", ["az", "ru", "en"])
def test_login_page_has_a_heading_and_a_button_of_its_own(client: Client, language: str) -> None:
    page = client.get("/accounts/login/", {"language": language}).content.decode()
    dash = "—" if language == "ru" else "–"
    heading, button = LOGIN_WORDS[language]
    assert first(r"<title>(.*?)</title>", page) == f"{heading} {dash} {NAMES[language]}"
    assert first(r"<h1>(.*?)</h1>", page) == heading
    assert first(r'<button class="button" type="submit">(.*?)</button>', page.partition("<h1>")[2]) == button


@pytest.mark.parametrize(("address", "heading"), ENGLISH_PAGES.items())
def test_english_headings_are_in_sentence_case(client: Client, address: str, heading: str) -> None:
    page = client.get(address, {"language": "en"}).content.decode()
    assert first(r"<h1>(.*?)</h1>", page) == heading


@pytest.mark.parametrize("language", ["az", "ru", "en"])
def test_name_of_a_key_has_a_label(client: Client, language: str) -> None:
    log_in(client, make_user().email)
    reauthenticate(client)
    page = client.get("/accounts/2fa/webauthn/add/", {"language": language})
    assert page.context["form"]["name"].label == DEVICE[language]
