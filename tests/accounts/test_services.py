import pytest
from allauth.account.models import EmailAddress
from django.test import override_settings

from academy.accounts.demo import DEMO_ACCOUNTS, DEMO_PASSWORD
from academy.accounts.enums import MembershipRole, Role
from academy.accounts.errors import DemoRefused
from academy.accounts.models import Membership, User
from academy.accounts.services import change_address, make_demo_accounts
from tests.factories.people import make_institution, make_user

pytestmark = pytest.mark.django_db

DEFINITIONS = {key: {"legal_name": f"Nümunə {key}", "language": "ru"} for key in DEMO_ACCOUNTS}


@pytest.fixture(autouse=True)
def _institutions() -> None:
    make_institution("Mərkəzi")
    make_institution("Şəhər")


def test_demo_accounts_have_roles_institutions_and_confirmed_addresses() -> None:
    users = make_demo_accounts(DEFINITIONS)
    assert [user.email for user in users.values()] == [
        "learner@example.org",
        "second-learner@example.org",
        "trainer@example.org",
        "other-trainer@example.org",
        "editor@example.org",
        "methodologist@example.org",
        "language-reviewer@example.org",
        "hr@example.org",
        "registrar@example.org",
        "administrator@example.org",
    ]
    assert {key: [group.name for group in user.groups.all()] for key, user in users.items()} == {
        "learner": [],
        "second-learner": [],
        "trainer": [Role.TRAINER],
        "other-trainer": [Role.TRAINER],
        "editor": [Role.EDITOR],
        "methodologist": [Role.METHODOLOGIST],
        "language-reviewer": [Role.LANGUAGE_REVIEWER],
        "hr": [Role.HR],
        "registrar": [Role.REGISTRAR],
        "administrator": [],
    }
    assert [key for key, user in users.items() if user.is_superuser] == ["administrator"]
    assert EmailAddress.objects.filter(verified=True, primary=True).count() == len(users)


def test_demo_accounts_belong_to_the_two_institutions() -> None:
    users = make_demo_accounts(DEFINITIONS)
    found = {(m.user, m.institution.name["az"], m.role) for m in Membership.objects.all()}
    assert found == {
        (users["learner"], "Mərkəzi", MembershipRole.MEMBER),
        (users["second-learner"], "Şəhər", MembershipRole.MEMBER),
        (users["trainer"], "Mərkəzi", MembershipRole.MEMBER),
        (users["other-trainer"], "Şəhər", MembershipRole.MEMBER),
        (users["hr"], "Mərkəzi", MembershipRole.HR),
    }


def test_demo_accounts_have_names_languages_and_the_one_password() -> None:
    learner = make_demo_accounts(DEFINITIONS)["learner"]
    assert (learner.legal_name, learner.language) == ("Nümunə learner", "ru")
    assert learner.check_password(DEMO_PASSWORD)


def test_demo_accounts_made_twice_keep_what_people_changed() -> None:
    first = make_demo_accounts(DEFINITIONS)
    User.objects.filter(pk=first["learner"].pk).update(legal_name="Yeni Ad", password="!")
    second = make_demo_accounts(DEFINITIONS)
    assert second == first
    assert (second["learner"].legal_name, second["learner"].password) == ("Yeni Ad", "!")
    assert (User.objects.count(), EmailAddress.objects.count(), Membership.objects.count()) == (10, 10, 5)


@override_settings(PRODUCTION=True)
def test_demo_accounts_are_refused_in_production() -> None:
    with pytest.raises(DemoRefused):
        make_demo_accounts(DEFINITIONS)
    assert not User.objects.exists()


def test_changed_address_replaces_the_old_one_and_waits_for_its_confirmation() -> None:
    user, other = make_user(email="old@example.org"), make_user(email="other@example.org")
    change_address(user, email="new@example.org")
    user.refresh_from_db()
    rows = set(EmailAddress.objects.values_list("user", "email", "verified", "primary"))
    assert rows == {(user.pk, "new@example.org", False, True), (other.pk, "other@example.org", True, True)}
    assert user.email == "new@example.org"
