"""Trainers never gain rights: nobody but a superuser gives any, by whatever view."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from academy.accounts.enums import Role
from academy.accounts.models import User
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


def rights_of(user: User) -> tuple[bool, bool, set[str], list[str]]:
    fresh = User.objects.get(pk=user.pk)
    return fresh.is_superuser, fresh.is_staff, fresh.get_all_permissions(), [group.name for group in fresh.groups.all()]


@pytest.mark.parametrize("role", [*Role])
def test_nobody_gains_rights_through_the_views_of_users_and_groups(role: Role, client_of) -> None:
    user = make_user(role)
    before, client = rights_of(user), client_of(user)
    everything = {
        "email": user.email,
        "legal_name": user.legal_name,
        "language": "az",
        "is_superuser": "on",
        "is_staff": "on",
        "is_active": "on",
        "groups": [str(group.pk) for group in Group.objects.all()],
        "role": str(Group.objects.get(name=Role.ADMINISTRATOR).pk),
    }
    for view, arguments in [
        ("wagtailusers_users:add", []),
        ("wagtailusers_users:edit", [user.pk]),
        ("wagtailusers_groups:add", []),
        ("wagtailusers_groups:edit", [Group.objects.get(name=role).pk]),
        ("wagtailadmin_account", []),
        ("profile", []),
    ]:
        client.post(reverse(view, args=arguments), everything)
    for action in ("assign_role", "set_active_state"):
        client.post(f"/admin/bulk/accounts/user/{action}/?id={user.pk}", everything)
    assert (rights_of(user), User.objects.count()) == (before, 1)


def test_superuser_gives_a_role_by_the_same_view(client_of) -> None:
    """Positive control: the fields are those that the view takes."""
    user, keeper = make_user(), make_user(is_superuser=True)
    role = Group.objects.get(name=Role.TRAINER)
    address = f"/admin/bulk/accounts/user/assign_role/?id={user.pk}"
    client_of(keeper).post(address, {"role": str(role.pk)})
    assert rights_of(user)[3] == [Role.TRAINER]
