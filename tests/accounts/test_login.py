import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client, override_settings

from academy.accounts.demo import DEMO_PASSWORD
from academy.accounts.models import User
from tests.accounts.test_signup import code_in
from tests.factories.people import PASSWORD, make_user

pytestmark = pytest.mark.django_db


def log_in(client: Client, email: str, password: str = PASSWORD, **query: str) -> object:
    return client.post("/accounts/login/", {"login": email, "password": password}, query_params=query)


def is_inside(client: Client) -> bool:
    return client.get("/accounts/profile/").status_code == 200


def test_login_by_password_ignores_the_case_of_the_address(client: Client) -> None:
    user = make_user(email="nigar@example.org")
    response = log_in(client, "NIGAR@Example.org")
    assert response.url == "/my/"
    assert client.session["_auth_user_id"] == str(user.pk)


def test_login_with_wrong_password_says_nothing_of_the_address(client: Client) -> None:
    make_user(email="nigar@example.org")
    known = log_in(client, "nigar@example.org", "wrong-password")
    unknown = log_in(Client(), "nobody@example.org", "wrong-password")
    assert known.context["form"].errors == unknown.context["form"].errors
    assert not is_inside(client)


def test_login_gives_a_new_session_id(client: Client) -> None:
    user = make_user()
    client.get("/accounts/login/")
    session = client.session
    session["seen"] = True
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before
    log_in(client, user.email)
    assert client.session.session_key != before


def test_login_with_unverified_address_stays_outside(client: Client) -> None:
    user = make_user()
    EmailAddress.objects.update(verified=False)
    response = log_in(client, user.email)
    assert response.url == "/accounts/confirm-email/"
    assert not is_inside(client)


def test_login_of_an_inactive_user_stays_outside(client: Client) -> None:
    user = make_user(is_active=False)
    response = log_in(client, user.email)
    assert response.url == "/accounts/inactive/"
    assert not is_inside(client)


def test_login_by_code_of_the_letter(client: Client) -> None:
    user = make_user()
    client.post("/accounts/login/code/", {"email": user.email})
    client.post("/accounts/login/code/confirm/", {"code": code_in(mail.outbox[0])})
    assert client.session["_auth_user_id"] == str(user.pk)


def test_login_by_code_twice_is_refused(client: Client) -> None:
    user = make_user()
    client.post("/accounts/login/code/", {"email": user.email})
    code = code_in(mail.outbox[0])
    client.post("/accounts/login/code/confirm/", {"code": code})
    other = Client()
    other.post("/accounts/login/code/", {"email": user.email})
    other.post("/accounts/login/code/confirm/", {"code": code})
    assert not is_inside(other)


def test_login_code_for_an_unknown_address_answers_as_for_a_known_one(client: Client) -> None:
    user = make_user()
    known = client.post("/accounts/login/code/", {"email": user.email})
    unknown = Client().post("/accounts/login/code/", {"email": "nobody@example.org"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert [letter.to for letter in mail.outbox] == [[user.email], ["nobody@example.org"]]


def test_login_page_offers_a_challenge_for_passkeys(client: Client) -> None:
    response = client.get("/accounts/2fa/webauthn/login/", headers={"x-requested-with": "XMLHttpRequest"})
    options = response.json()["request_options"]["publicKey"]
    assert (options["rpId"], options["userVerification"]) == ("testserver", "required")


def test_login_by_a_passkey_that_nobody_has_stays_outside(client: Client) -> None:
    make_user()
    client.post("/accounts/2fa/webauthn/login/", {"credential": "{}"})
    assert not is_inside(client)


@pytest.mark.parametrize(
    "address", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_login_does_not_send_people_to_foreign_hosts(client: Client, address: str) -> None:
    response = log_in(client, make_user().email, next=address)
    assert response.url == "/my/"


def test_login_sends_people_where_they_wanted_to_go(client: Client) -> None:
    response = log_in(client, make_user().email, next="/accounts/profile/")
    assert response.url == "/accounts/profile/"


def demo_user() -> User:
    user = make_user()
    user.set_password(DEMO_PASSWORD)
    user.save()
    return user


@override_settings(PRODUCTION=True)
def test_login_with_the_published_password_is_refused_in_production(client: Client) -> None:
    log_in(client, demo_user().email, DEMO_PASSWORD)
    assert not is_inside(client)


def test_login_with_the_published_password_works_in_the_demo(client: Client) -> None:
    log_in(client, demo_user().email, DEMO_PASSWORD)
    assert is_inside(client)


@override_settings(ACCOUNT_RATE_LIMITS={})
def test_login_is_closed_after_five_wrong_passwords_for_the_right_one_too(client: Client) -> None:
    user = make_user()
    for _attempt in range(5):
        log_in(client, user.email, "wrong-password")
    log_in(client, user.email)
    assert not is_inside(client)


def test_login_goes_on_in_the_language_of_the_account(client: Client) -> None:
    user = make_user(language="ru")
    client.get("/accounts/login/", {"language": "az"})
    answer = client.post("/accounts/login/", {"login": user.email, "password": PASSWORD}, follow=True)
    assert (client.cookies["language"].value, answer.headers["Content-Language"]) == ("ru", "ru")
