"""Rights are those that Django finds, asked for at once, and anew in each request."""

from collections.abc import Callable

import pytest
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser, Permission

from academy.accounts.enums import Role
from academy.accounts.models import User
from academy.accounts.rights import RightsBackend
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


@pytest.fixture
def trainer() -> User:
    """With a right of an own beside those of the role."""
    user = make_user(Role.TRAINER)
    user.user_permissions.add(Permission.objects.get(codename="manage_every_course"))
    return user


def test_rights_are_those_of_django_in_one_query(trainer: User, django_assert_num_queries: Callable) -> None:
    make_user(Role.REGISTRAR)
    wanted = ModelBackend().get_all_permissions(fresh(trainer))
    asking = fresh(trainer)
    with django_assert_num_queries(1):
        assert asking.get_all_permissions() == wanted
        assert asking.has_perm("courses.manage_every_course")
        assert not asking.has_perm("courses.nobody_has_this")
    assert "courses.manage_every_course" in wanted
    assert len(wanted) > 1


def test_what_is_taken_back_is_gone_at_the_next_request(trainer: User) -> None:
    assert fresh(trainer).has_perm("courses.change_course")
    trainer.groups.clear()
    assert fresh(trainer).get_all_permissions() == {"courses.manage_every_course"}
    trainer.user_permissions.clear()
    assert fresh(trainer).get_all_permissions() == set()


def test_whoever_may_not_log_in_has_no_rights_and_a_superuser_all(trainer: User) -> None:
    trainer.is_active = False
    assert RightsBackend().get_all_permissions(trainer) == set()
    assert RightsBackend().get_all_permissions(AnonymousUser()) == set()
    superuser = make_user(is_superuser=True)
    assert len(superuser.get_all_permissions()) == Permission.objects.count()


def test_nobody_logs_in_by_it() -> None:
    user = make_user()
    user.set_password("a good long password")
    assert RightsBackend().authenticate(None, username=user.email, password="a good long password") is None
