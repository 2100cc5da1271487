"""What is changed in the CMS and on people's own pages stands on record with who did it."""

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.test import Client

from academy.accounts.enums import MembershipRole, Role
from academy.accounts.models import Membership, User
from tests.accounts.test_cms_users import ADDRESSES, RIGHTS
from tests.accounts.test_cms_users import FORM as USER_FORM
from tests.accounts.test_institutions import FORM, line, lines
from tests.accounts.test_login import log_in
from tests.accounts.test_security_pages import reauthenticate
from tests.factories.people import PASSWORD, add_second_factor, make_institution, make_membership, make_user
from tests.factories.record import last_change, told_since

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User], Client]
NOTHING: dict[str, object] = {}


@pytest.fixture
def superuser() -> User:
    return make_user(is_superuser=True, email="root@example.org")


def test_user_form_tells_each_change_once_with_who_made_it(client_of: ClientOf, superuser: User) -> None:
    user, browser = make_user(Role.EDITOR), client_of(superuser)
    hr = Group.objects.get(name=Role.HR)
    before = last_change()
    browser.post(f"/admin/users/edit/{user.pk}/", USER_FORM | {"is_superuser": "on", "groups": [hr.pk]})
    told = {(kind, subject) for kind, person, _place, subject, _facts, actor in told_since(before)}
    assert told == {
        ("superuser_made", ""),
        ("account_off", ""),
        ("email_changed", ""),
        ("role_taken", "Editors"),
        ("role_given", "HR"),
    }
    assert [(person, actor) for _k, person, _i, _s, _f, actor in told_since(before)] == [(user.pk, superuser.pk)] * 5


def test_invited_user_is_told_of_by_the_roles(client_of: ClientOf, superuser: User) -> None:
    browser, hr = client_of(superuser), Group.objects.get(name=Role.HR)
    before = last_change()
    browser.post("/admin/users/new/", USER_FORM | {"groups": [hr.pk]})
    user = User.objects.get(email="nigar@example.org")
    assert told_since(before) == [("role_given", user.pk, None, "HR", NOTHING, superuser.pk)]


@pytest.mark.parametrize(
    ("action", "form", "kinds"),
    [
        ("assign_role", {"role": "HR"}, ["role_given"]),
        ("set_active_state", {"mark_as_active": "False"}, ["account_off"]),
        ("delete", {}, ["account_erased"]),
    ],
)
def test_bulk_action_tells_of_each_person(
    action: str, form: dict[str, str], kinds: list[str], client_of: ClientOf, superuser: User
) -> None:
    people, browser = [make_user(), make_user()], client_of(superuser)
    before = last_change()
    if "role" in form:
        form = {"role": str(Group.objects.get(name=form["role"]).pk)}
    address = f"/admin/bulk/accounts/user/{action}/?" + "&".join(f"id={user.pk}" for user in people)
    browser.post(address, form)
    told = [(kind, person, actor) for kind, person, _i, _s, _f, actor in told_since(before)]
    assert sorted(told) == [(kinds[0], user.pk, superuser.pk) for user in people]


@pytest.mark.parametrize("address", ADDRESSES)
def test_refused_change_is_not_told(address: str, client_of: ClientOf) -> None:
    user, victim = make_user(Role.ADMINISTRATOR), make_user(email="victim@example.org")
    group, browser = Group.objects.get(name=Role.ADMINISTRATOR), client_of(user)
    before = last_change()
    browser.post(address.format(pk=victim.pk, group=group.pk), USER_FORM | RIGHTS | {"role": group.pk})
    assert told_since(before) == []


def test_form_with_a_mistake_tells_nothing(client_of: ClientOf, superuser: User) -> None:
    user, browser = make_user(), client_of(superuser)
    before = last_change()
    browser.post(f"/admin/users/edit/{user.pk}/", USER_FORM | {"is_superuser": "on", "language": "de"})
    assert told_since(before) == []


def test_institution_form_tells_who_came_who_changed_and_who_went(client_of: ClientOf) -> None:
    administrator, institution = make_user(Role.ADMINISTRATOR), make_institution()
    coming, officer, going = make_user(), make_user(), make_user()
    rows = [make_membership(officer, institution), make_membership(going, institution)]
    browser = client_of(administrator)
    before = last_change()
    form = lines(
        line(officer.email, MembershipRole.HR, id=rows[0].pk),
        line(going.email, id=rows[1].pk, DELETE="on"),
        line(coming.email, MembershipRole.ORGANISER),
        stored=2,
    )
    browser.post(f"/admin/institutions/edit/{institution.pk}/", FORM | form)
    facts = {"before": "member", "after": "hr"}
    assert sorted(told_since(before), key=lambda row: row[0]) == [
        ("membership_begun", coming.pk, institution.pk, "organiser", NOTHING, administrator.pk),
        ("membership_changed", officer.pk, institution.pk, "hr", facts, administrator.pk),
        ("membership_ended", going.pk, institution.pk, "member", NOTHING, administrator.pk),
    ]


def test_line_given_to_somebody_else_ends_one_membership_and_begins_another(client_of: ClientOf) -> None:
    administrator, institution, old, new = make_user(Role.ADMINISTRATOR), make_institution(), make_user(), make_user()
    row, browser = make_membership(old, institution, consented=True), client_of(administrator)
    before = last_change()
    form = lines(line(new.email, id=row.pk), stored=1)
    browser.post(f"/admin/institutions/edit/{institution.pk}/", FORM | form)
    assert told_since(before) == [
        ("membership_ended", old.pk, institution.pk, "member", {"consent": True}, administrator.pk),
        ("membership_begun", new.pk, institution.pk, "member", NOTHING, administrator.pk),
    ]


def group_form(name: str, permissions: list[int]) -> dict[str, object]:
    forms = {}
    for prefix in ("page_permissions", "collection_permissions", "image_permissions", "document_permissions"):
        forms |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0, f"{prefix}-MAX_NUM_FORMS": 1000}
    for prefix in ("collection_mgmt_permissions", "media_permissions", "media_collection_permissions"):
        forms |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0, f"{prefix}-MAX_NUM_FORMS": 1000}
    return forms | {"name": name, "permissions": permissions}


def test_rights_of_a_role_are_told_once_and_those_that_the_form_does_not_show_stay(
    client_of: ClientOf, superuser: User
) -> None:
    group = Group.objects.get(name=Role.TRAINER)
    hidden = set(group.permissions.filter(codename="manage_every_course"))
    browser, before = client_of(superuser), last_change()
    page = browser.get(f"/admin/groups/edit/{group.pk}/").context["form"]
    shown = [permission.pk for permission in page.registered_permissions if permission in group.permissions.all()]
    gone = group.permissions.get(codename="access_admin")
    browser.post(f"/admin/groups/edit/{group.pk}/", group_form("Trainers", [pk for pk in shown if pk != gone.pk]))
    [(kind, person, place, subject, facts, actor)] = told_since(before)
    assert (kind, person, place, subject, actor) == ("role_changed", None, None, "Trainers", superuser.pk)
    assert (facts["given"], "wagtailadmin.access_admin" in facts["taken"]) == ([], True)
    assert "add_page page 1" in facts["taken"]
    assert hidden <= set(group.permissions.all())


def test_new_role_is_told_with_its_rights_and_its_end(client_of: ClientOf, superuser: User) -> None:
    browser, before = client_of(superuser), last_change()
    browser.post("/admin/groups/new/", group_form("Archivists", []))
    group = Group.objects.get(name="Archivists")
    browser.post(f"/admin/groups/edit/{group.pk}/", group_form("Keepers", []))
    browser.post(f"/admin/groups/delete/{group.pk}/")
    facts = {"before": "Archivists", "after": "Keepers"}
    assert told_since(before) == [
        ("role_made", None, None, "Archivists", NOTHING, superuser.pk),
        ("role_renamed", None, None, "Keepers", facts, superuser.pk),
        ("role_removed", None, None, "Keepers", NOTHING, superuser.pk),
    ]


def test_own_pages_tell_what_a_person_does_to_the_own_account(client: Client) -> None:
    user = make_user()
    membership = make_membership(user, make_institution())
    log_in(client, user.email)
    before = last_change()
    reauthenticate(client)
    client.post(f"/accounts/memberships/{membership.pk}/", {"way": "agree"})
    client.post(f"/accounts/memberships/{membership.pk}/", {"way": "leave"})
    new = {"oldpassword": PASSWORD, "password1": "qapalı-fond-1923", "password2": "qapalı-fond-1923"}
    client.post("/accounts/password/change/", new)
    told = [(kind, person, actor) for kind, person, _i, _s, _f, actor in told_since(before)]
    kinds = ["consent_given", "membership_ended", "password_changed"]
    assert told == [(kind, user.pk, user.pk) for kind in kinds]


def test_removed_second_factor_is_told_with_the_recovery_codes(client: Client) -> None:
    user = make_user()
    log_in(client, user.email)
    add_second_factor(user)
    key = Authenticator.objects.create(user=user, type="webauthn", data={"name": "Ə", "credential": {}})
    reauthenticate(client)
    before = last_change()
    client.post(f"/accounts/2fa/webauthn/keys/{key.pk}/remove/")
    told = told_since(before)
    assert told == [("factor_removed", user.pk, None, "webauthn", NOTHING, user.pk)]


def test_membership_of_somebody_else_is_neither_ended_nor_told(client_of: ClientOf) -> None:
    membership, browser = make_membership(make_user(), make_institution()), client_of(make_user())
    before = last_change()
    answer = browser.post(f"/accounts/memberships/{membership.pk}/", {"way": "leave"})
    assert (answer.status_code, told_since(before), Membership.objects.count()) == (404, [], 1)
