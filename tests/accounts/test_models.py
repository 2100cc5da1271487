import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError

from academy.accounts.enums import Role
from academy.accounts.models import User
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


def test_roles_are_the_groups_of_the_site() -> None:
    assert {group.name for group in Group.objects.all()} == set(Role.values)


def test_email_in_other_case_is_refused_by_the_database() -> None:
    make_user(email="librarian@example.org")
    with pytest.raises(IntegrityError):
        User.objects.create_user("LIBRARIAN@example.org", legal_name="Ə")
