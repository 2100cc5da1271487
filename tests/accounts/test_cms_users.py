import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.test import Client

from academy.accounts.enums import Role
from academy.accounts.models import User
from tests.accounts.test_login import is_inside
from tests.accounts.test_signup import code_in
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

FORM = {"email": "Nigar@Example.org", "legal_name": "Nigar Kitabçı", "language": "ru"}


@pytest.fixture
def superuser() -> User:
    return make_user(is_superuser=True, email="root@example.org")


def fields_of(user: User) -> tuple[str, str, str, bool]:
    user.refresh_from_db()
    return user.email, user.legal_name, user.language, user.is_superuser


def test_cms_creates_a_user_who_logs_in_by_code(client: Client, client_of: object, superuser: User) -> None:
    trainers = Group.objects.get(name=Role.TRAINER)
    client_of(superuser).post("/admin/users/new/", FORM | {"groups": [trainers.pk]})
    user = User.objects.get(email="nigar@example.org")
    assert fields_of(user) == ("nigar@example.org", "Nigar Kitabçı", "ru", False)
    assert (list(user.groups.all()), user.has_usable_password()) == ([trainers], False)
    client.post("/accounts/login/code/", {"email": user.email})
    client.post("/accounts/login/code/confirm/", {"code": code_in(mail.outbox[0])})
    assert is_inside(client)


def test_cms_edits_a_user(client_of: object, superuser: User) -> None:
    user = make_user(Role.EDITOR)
    client_of(superuser).post(f"/admin/users/edit/{user.pk}/", FORM | {"email": user.email, "is_active": "on"})
    assert fields_of(user) == (user.email, "Nigar Kitabçı", "ru", False)
    assert not user.groups.exists()
    assert list(EmailAddress.objects.filter(user=user).values_list("verified", flat=True)) == [True]


def test_cms_gives_a_user_a_new_address_that_nobody_confirmed_yet(client_of: object, superuser: User) -> None:
    user = make_user()
    client_of(superuser).post(f"/admin/users/edit/{user.pk}/", FORM | {"is_active": "on"})
    rows = EmailAddress.objects.filter(user=user).values_list("email", "verified")
    assert list(rows) == [("nigar@example.org", False)]


@pytest.mark.parametrize(
    "change", [{"email": "ROOT@example.org"}, {"email": "no address"}, {"legal_name": "A\u202eB"}, {"language": "de"}]
)
def test_cms_refuses_a_user_with_wrong_data(client_of: object, superuser: User, change: dict[str, str]) -> None:
    page = client_of(superuser).post("/admin/users/new/", FORM | change)
    assert list(page.context["form"].errors) == list(change)
    assert list(User.objects.all()) == [superuser]


def test_cms_sets_no_password(client_of: object, superuser: User) -> None:
    user = make_user()
    before = user.password
    passwords = {"password1": "qapalı-fond-1923", "password2": "qapalı-fond-1923", "is_active": "on"}
    client_of(superuser).post(f"/admin/users/edit/{user.pk}/", FORM | passwords)
    user.refresh_from_db()
    assert user.password == before


def test_cms_does_not_let_a_superuser_deactivate_or_demote_the_own_account(client_of: object, superuser: User) -> None:
    client_of(superuser).post(f"/admin/users/edit/{superuser.pk}/", FORM | {"email": superuser.email})
    superuser.refresh_from_db()
    assert (superuser.is_active, superuser.is_superuser) == (True, True)


@pytest.mark.parametrize("query", ["nigar", "kitab", "NIGAR@example"])
def test_cms_finds_users_by_name_and_address(client_of: object, superuser: User, query: str) -> None:
    user = make_user(email="nigar@example.org", legal_name="Nigar Kitabçı")
    page = client_of(superuser).get("/admin/users/", {"q": query})
    assert list(page.context["users"]) == [user]


@pytest.mark.parametrize("address", ["/admin/users/new/", "/admin/users/edit/{pk}/", "/admin/users/history/{pk}/"])
def test_cms_user_pages_open_for_superusers(client_of: object, superuser: User, address: str) -> None:
    assert client_of(superuser).get(address.format(pk=superuser.pk)).status_code == 200


ADDRESSES = [
    "/admin/users/",
    "/admin/users/new/",
    "/admin/users/edit/{pk}/",
    "/admin/users/delete/{pk}/",
    "/admin/users/history/{pk}/",
    "/admin/groups/",
    "/admin/groups/new/",
    "/admin/groups/edit/{group}/",
    "/admin/bulk/accounts/user/assign_role/?id={pk}",
    "/admin/bulk/accounts/user/set_active_state/?id={pk}",
    "/admin/bulk/accounts/user/delete/?id={pk}",
]
RIGHTS = {"is_superuser": "on", "is_active": "on", "role": "1", "groups": "1", "mark_as_active": "False"}


def state_of(user: User, victim: User, group: Group) -> tuple[object, ...]:
    """All that the requests below could change."""
    people = [(fields_of(person), person.is_active, set(person.groups.all())) for person in (user, victim)]
    return people, set(group.permissions.all()), User.objects.count(), Group.objects.count()


@pytest.mark.parametrize("role", [*Role, None])
@pytest.mark.parametrize("address", ADDRESSES)
def test_cms_keeps_everybody_but_superusers_from_users_and_groups(
    client_of: object, address: str, role: Role | None
) -> None:
    user, victim = make_user(*[role] if role else []), make_user(email="victim@example.org")
    group = Group.objects.get(name=Role.ADMINISTRATOR)
    client = client_of(user)
    url = address.format(pk=victim.pk, group=group.pk)
    before = state_of(user, victim, group)
    assert client.get(url).status_code in {302, 403, 404}
    assert client.post(url, FORM | RIGHTS | {"role": group.pk}).status_code in {302, 403, 404}
    assert state_of(user, victim, group) == before


@pytest.mark.parametrize("role", [*Role])
def test_cms_account_page_gives_no_rights_by_extra_fields(client_of: object, role: Role) -> None:
    user = make_user(role)
    before = fields_of(user)
    names = {"name_email-first_name": "X", "name_email-last_name": "Y", "name_email-email": "new@example.org"}
    client_of(user).post("/admin/account/", names | FORM | RIGHTS | {"locale-preferred_language": "ru"})
    assert fields_of(user) == before
    assert list(user.groups.all()) == [Group.objects.get(name=role)]


def test_no_group_may_change_users_or_groups() -> None:
    granted = Permission.objects.filter(group__isnull=False, content_type__model__in=["user", "group", "permission"])
    assert not granted.exists()
