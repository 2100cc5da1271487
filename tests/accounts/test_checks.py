import pytest
from django.test import override_settings

from academy.accounts.checks import check_demo_accounts, check_settings
from academy.accounts.demo import DEMO_PASSWORD
from academy.accounts.models import User
from tests.factories.people import make_user

GOOD = {
    "PRODUCTION": True,
    "DEBUG": False,
    "SECRET_KEY": "k" * 50,
    "ALLOWED_HOSTS": ["academy.example.org"],
    "SITE_URL": "https://academy.example.org",
    "SECOND_FACTOR_REQUIRED": True,
}


def ids(messages: list[object]) -> list[str]:
    return [message.id for message in messages]


@override_settings(**GOOD)
def test_good_settings_of_production_pass() -> None:
    assert check_settings() == []


@pytest.mark.parametrize(
    ("wrong", "found"),
    [
        ({"SECRET_KEY": "k" * 49}, "accounts.C001"),
        ({"SECRET_KEY": "development-only-secret-key-that-is-refused-in-production"}, "accounts.C001"),
        ({"DEBUG": True}, "accounts.C002"),
        ({"ALLOWED_HOSTS": []}, "accounts.C003"),
        ({"ALLOWED_HOSTS": ["*"]}, "accounts.C003"),
        ({"SITE_URL": "http://academy.example.org"}, "accounts.C004"),
        ({"SECOND_FACTOR_REQUIRED": False}, "accounts.C006"),
    ],
)
def test_wrong_setting_is_named(wrong: dict[str, object], found: str) -> None:
    with override_settings(**GOOD | wrong):
        assert ids(check_settings()) == [found]
    with override_settings(**GOOD | wrong | {"PRODUCTION": False}):
        assert check_settings() == []


def make_demo_user(password: str = DEMO_PASSWORD, email: str = "trainer@example.org") -> User:
    user = make_user(email=email)
    user.set_password(password)
    user.save()
    return user


@pytest.mark.django_db
@override_settings(**GOOD)
def test_demo_account_with_its_password_is_refused() -> None:
    make_demo_user()
    assert ids(check_demo_accounts(databases=["default"])) == ["accounts.C005"]


@pytest.mark.django_db
@override_settings(**GOOD)
def test_demo_account_with_a_password_of_its_own_passes() -> None:
    make_demo_user("qapalı-fond-1923")
    assert check_demo_accounts(databases=["default"]) == []


@pytest.mark.django_db
def test_demo_account_is_welcome_in_the_demo() -> None:
    make_demo_user()
    assert check_demo_accounts(databases=["default"]) == []


@override_settings(**GOOD)
def test_demo_accounts_are_looked_for_only_where_a_database_is_asked() -> None:
    assert check_demo_accounts(databases=None) == []
