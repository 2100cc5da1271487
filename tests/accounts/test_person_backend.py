"""Rights are those that Django finds, asked for at once, and anew in each request."""

from collections.abc import Callable

import pytest
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser, Permission
from django.forms import model_to_dict

from academy.accounts.backends import PersonBackend
from academy.accounts.enums import Role
from academy.accounts.models import User
from academy.accounts.second_factor import serves_others
from tests.factories.desk import make_officer
from tests.factories.people import make_institution, make_user

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
    assert PersonBackend().get_all_permissions(trainer) == set()
    assert PersonBackend().get_all_permissions(AnonymousUser()) == set()
    superuser = make_user(is_superuser=True)
    assert len(superuser.get_all_permissions()) == Permission.objects.count()


@pytest.mark.parametrize("role", [None, Role.TRAINER])
def test_person_is_read_with_whether_there_is_a_role(role: Role | None, django_assert_num_queries: Callable) -> None:
    made = make_user(role) if role else make_user()
    with django_assert_num_queries(1):
        person = PersonBackend().get_user(made.pk)
        assert person is not None
        assert serves_others(person) is bool(role)
    assert (person, model_to_dict(person)) == (fresh(made), model_to_dict(fresh(made)))


def test_a_closed_account_and_nobody_are_not_found() -> None:
    closed = make_user(is_active=False)
    assert (PersonBackend().get_user(closed.pk), PersonBackend().get_user(closed.pk + 1)) == (None, None)


def test_a_role_that_is_given_or_taken_counts_at_the_next_request() -> None:
    user = make_user(Role.TRAINER)
    user.groups.clear()
    before = PersonBackend().get_user(user.pk)
    make_officer(make_institution(), user)
    after = PersonBackend().get_user(user.pk)
    assert [serves_others(person) for person in (before, after) if person] == [False, True]
