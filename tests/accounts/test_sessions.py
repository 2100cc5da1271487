"""A session dies where rights end, and does not come back with them."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from academy.accounts.enums import MembershipRole, Role
from academy.accounts.models import User
from academy.accounts.services import end_view
from tests.accounts.test_login import is_inside, log_in
from tests.factories.people import make_institution, make_membership, make_user

pytestmark = pytest.mark.django_db


def logged_in(user: User) -> Client:
    client = Client()
    log_in(client, user.email)
    return client


def trainers() -> Group:
    return Group.objects.get(name=Role.TRAINER)


@pytest.mark.parametrize(
    "lose",
    [
        lambda user: user.groups.remove(trainers()),
        lambda user: user.groups.clear(),
        lambda user: user.groups.set([]),
        lambda user: user.groups.first().user_set.remove(user),
        lambda user: user.groups.first().user_set.clear(),
    ],
    ids=["remove", "clear", "set", "from the group", "all from the group"],
)
def test_session_dies_with_a_lost_role(lose) -> None:
    user, other = make_user(Role.TRAINER), make_user()
    browser, stranger = logged_in(user), logged_in(other)
    lose(user)
    assert (is_inside(browser), is_inside(stranger)) == (False, True)


def test_session_lives_on_with_a_new_role() -> None:
    user = make_user()
    browser = logged_in(user)
    user.groups.add(trainers())
    assert is_inside(browser)


@pytest.mark.parametrize("role", [MembershipRole.HR, MembershipRole.ORGANISER])
def test_session_dies_with_a_lost_office(role: MembershipRole) -> None:
    membership = make_membership(make_user(), make_institution(), role=role)
    browser = logged_in(membership.user)
    membership.delete()
    assert not is_inside(browser)


def test_session_dies_with_an_office_that_becomes_another() -> None:
    membership = make_membership(make_user(), make_institution(), role=MembershipRole.HR)
    browser = logged_in(membership.user)
    membership.role = MembershipRole.MEMBER
    membership.save()
    assert not is_inside(browser)


def test_session_dies_with_an_office_that_becomes_somebody_elses() -> None:
    membership = make_membership(make_user(), make_institution(), role=MembershipRole.HR)
    before, after = logged_in(membership.user), make_user()
    later = logged_in(after)
    membership.user = after
    membership.save()
    assert (is_inside(before), is_inside(later)) == (False, True)


def test_session_lives_on_where_a_member_leaves_or_ends_the_view() -> None:
    membership = make_membership(make_user(), make_institution(), consented=True)
    browser = logged_in(membership.user)
    end_view(membership)
    membership.delete()
    assert is_inside(browser)


@pytest.mark.parametrize("flag", ["is_active", "is_superuser"])
def test_session_does_not_come_back_with_the_right(flag: str) -> None:
    user = make_user(is_superuser=True)
    browser = logged_in(user)
    for value in (False, True):
        setattr(user, flag, value)
        user.save()
    assert not is_inside(browser)


def test_session_lives_on_when_the_name_changes() -> None:
    user = make_user()
    browser = logged_in(user)
    user.legal_name = "Məmmədov Elçin"
    user.save()
    assert is_inside(browser)


def deactivate_together(client_of, user: User, *, active: bool) -> None:
    keeper = client_of(User.objects.filter(is_superuser=True).first() or make_user(is_superuser=True))
    address = f"/admin/bulk/accounts/user/set_active_state/?id={user.pk}"
    keeper.post(address, {"mark_as_active": str(active)})


def test_session_does_not_come_back_after_a_deactivation_in_bulk(client_of) -> None:
    user = make_user()
    browser = logged_in(user)
    for active in (False, True):
        deactivate_together(client_of, user, active=active)
    user.refresh_from_db()
    assert (user.is_active, is_inside(browser)) == (True, False)
