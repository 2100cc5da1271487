import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client

from academy.accounts.demo import DEMO_PASSWORD
from academy.accounts.models import User
from academy.accounts.validators import PublishedPasswordValidator
from tests.accounts.test_login import is_inside, log_in
from tests.accounts.test_signup import code_in
from tests.factories.people import PASSWORD, make_user

pytestmark = pytest.mark.django_db

NEW = "qapalı-fond-1923"


def change_password(client: Client, old: str = PASSWORD) -> None:
    client.post("/accounts/password/change/", {"oldpassword": old, "password1": NEW, "password2": NEW})


def test_password_change_ends_the_other_sessions(client: Client) -> None:
    user = make_user()
    other = Client()
    for browser in (client, other):
        log_in(browser, user.email)
    change_password(client)
    assert (is_inside(client), is_inside(other)) == (True, False)


def test_password_change_with_wrong_old_password_changes_nothing(client: Client) -> None:
    user = make_user()
    log_in(client, user.email)
    change_password(client, old="wrong-password")
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def reset_password(client: Client, user: User, code: str | None = None) -> None:
    client.post("/accounts/password/reset/", {"email": user.email})
    client.post("/accounts/password/reset/confirm/", {"code": code or code_in(mail.outbox[-1])})
    client.post("/accounts/password/reset/complete/", {"password1": NEW, "password2": NEW})
    user.refresh_from_db()


def test_password_reset_by_code_sets_the_password_and_ends_sessions(client: Client) -> None:
    user = make_user()
    inside = Client()
    log_in(inside, user.email)
    reset_password(client, user)
    assert user.check_password(NEW)
    assert not is_inside(inside)


def test_password_reset_with_wrong_code_changes_nothing(client: Client) -> None:
    user = make_user()
    reset_password(client, user, code="AAAA-AAAA")
    assert user.check_password(PASSWORD)


def test_password_reset_with_the_code_of_another_changes_nothing(client: Client) -> None:
    user, other = make_user(), make_user()
    Client().post("/accounts/password/reset/", {"email": other.email})
    reset_password(client, user, code=code_in(mail.outbox[0]))
    assert user.check_password(PASSWORD)


def test_password_reset_for_an_unknown_address_answers_as_for_a_known_one(client: Client) -> None:
    known = client.post("/accounts/password/reset/", {"email": make_user().email})
    unknown = Client().post("/accounts/password/reset/", {"email": "nobody@example.org"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)


def test_session_dies_with_a_deactivation(client: Client) -> None:
    user = make_user()
    log_in(client, user.email)
    assert is_inside(client)
    User.objects.update(is_active=False)
    assert not is_inside(client)


@pytest.mark.parametrize("password", [DEMO_PASSWORD, DEMO_PASSWORD.upper()])
def test_published_password_cannot_be_set(password: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        PublishedPasswordValidator().validate(password)
    assert refusal.value.code == "published"


def test_other_password_can_be_set() -> None:
    PublishedPasswordValidator().validate(NEW)
