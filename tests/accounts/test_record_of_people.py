"""Each way in which a person, a role or a membership is changed stands on record, once; what is refused does not."""

from collections.abc import Callable
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from academy.accounts.enums import MembershipRole, Role
from academy.accounts.models import Institution, Membership, User
from academy.accounts.services import (
    agree_to_view,
    change_address,
    end_view,
    join_institution,
    leave_institution,
    update_profile,
)
from academy.record.models import Change
from tests.factories.people import PASSWORD, TOTP_SECRET, make_institution, make_membership, make_user
from tests.factories.record import last_change, told_since
from tests.races import at_once

pytestmark = pytest.mark.django_db

NOTHING: dict[str, object] = {}


def trainers() -> Group:
    return Group.objects.get(name=Role.TRAINER)


def hr() -> Group:
    return Group.objects.get(name=Role.HR)


#: A change of roles -> what is told of it; the person is a trainer before.
ROLE_CHANGES: list[tuple[Callable[[User], object], list[tuple[str, str]]]] = [
    (lambda user: user.groups.add(hr()), [("role_given", "HR")]),
    (lambda user: user.groups.add(trainers()), []),
    (lambda user: hr().user_set.add(user), [("role_given", "HR")]),  # noqa: PLW0108 - no database at import
    (lambda user: user.groups.set([hr()]), [("role_taken", "Trainers"), ("role_given", "HR")]),
    (lambda user: user.groups.set([trainers()]), []),
    (lambda user: user.groups.remove(trainers()), [("role_taken", "Trainers")]),
    (lambda user: user.groups.remove(hr()), []),
    (lambda user: trainers().user_set.remove(user), [("role_taken", "Trainers")]),  # noqa: PLW0108
    (lambda user: user.groups.clear(), [("role_taken", "Trainers")]),
    (lambda _user: trainers().user_set.clear(), [("role_taken", "Trainers")]),
    (lambda _user: trainers().delete(), [("role_taken", "Trainers"), ("role_removed", "Trainers")]),
]


@pytest.mark.parametrize("number", range(len(ROLE_CHANGES)))
def test_each_way_of_changing_roles_is_told_once(number: int) -> None:
    change, expected = ROLE_CHANGES[number]
    user = make_user(Role.TRAINER)
    before = last_change()
    change(user)
    people = {kind: None if kind == "role_removed" else user.pk for kind, _subject in expected}
    assert told_since(before) == [(kind, people[kind], None, subject, NOTHING, None) for kind, subject in expected]


def test_single_right_is_told_as_a_role_is() -> None:
    user, right = make_user(), Permission.objects.get(codename="view_certificate")
    before = last_change()
    user.user_permissions.add(right)
    user.user_permissions.clear()
    assert told_since(before) == [
        (kind, user.pk, None, "certification.view_certificate", NOTHING, None)
        for kind in ("right_given", "right_taken")
    ]


#: A change of an account -> what is told of it.
ACCOUNT_CHANGES: list[tuple[Callable[[User], object], list[str]]] = [
    (lambda user: User.objects.filter(pk=user.pk).update(is_active=False), ["account_off"]),
    (lambda user: User.objects.filter(pk=user.pk).update(is_active=True), []),
    (lambda user: User.objects.filter(pk=user.pk).update(is_superuser=True), ["superuser_made"]),
    (lambda user: User.objects.filter(pk=user.pk).update(legal_name="Ə"), []),
    (lambda user: User.objects.bulk_update([changed(user, is_active=False)], ["is_active"]), ["account_off"]),
    (lambda user: changed(user, is_active=False).save(), ["account_off"]),
    (lambda user: changed(user, is_active=False).save(update_fields=["is_active"]), ["account_off"]),
    (lambda user: changed(user, is_active=False).save(update_fields=["language"]), []),
    (lambda user: changed(user, email="new@example.org").save(), ["email_changed"]),
    (lambda user: change_address(user, email="new@example.org"), ["email_changed"]),
    (lambda user: change_address(user, email=user.email), []),
    (lambda user: update_profile(user, legal_name="Ə", language="ru"), []),
    (lambda user: (user.set_password("qapalı-fond-1923"), user.save()), ["password_changed"]),
    (lambda user: user.save(), []),
]


def changed(user: User, **fields: object) -> User:
    for name, value in fields.items():
        setattr(user, name, value)
    return user


@pytest.mark.parametrize("number", range(len(ACCOUNT_CHANGES)))
def test_each_way_of_changing_an_account_is_told_once(number: int) -> None:
    change, expected = ACCOUNT_CHANGES[number]
    user = make_user()
    before = last_change()
    change(user)
    assert told_since(before) == [(kind, user.pk, None, "", NOTHING, None) for kind in expected]


def test_new_account_is_told_of_when_it_may_do_everything() -> None:
    before = last_change()
    make_user()
    call_command("createsuperuser", interactive=False, email="root@example.org", legal_name="Kök", stdout=StringIO())
    root = User.objects.get(email="root@example.org")
    assert told_since(before) == [("superuser_made", root.pk, None, "", NOTHING, None)]


def test_hash_that_is_made_anew_at_login_is_no_change_of_the_password(client: Client) -> None:
    user = make_user()
    User.objects.filter(pk=user.pk).update(password="md5$salt$" + "0" * 32)
    user.refresh_from_db()
    before = last_change()
    user.set_password(PASSWORD)
    user._password = None
    user.save(update_fields=["password"])
    assert told_since(before) == []


def test_membership_is_told_from_its_beginning_to_its_end() -> None:
    user, institution = make_user(), make_institution()
    before = last_change()
    membership = join_institution(user=user, institution=institution)
    join_institution(user=user, institution=institution)
    end_view(membership)
    end_view(membership)
    agree_to_view(membership)
    leave_institution(membership)
    leave_institution(membership)
    place = (user.pk, institution.pk, "member")
    assert told_since(before) == [
        ("membership_begun", *place, {"consent": True}, None),
        ("consent_ended", *place, NOTHING, None),
        ("consent_given", *place, NOTHING, None),
        ("membership_ended", *place, {"consent": True}, None),
    ]


def test_memberships_made_or_changed_many_at_once_are_told_one_by_one() -> None:
    people, institution = [make_user(), make_user()], make_institution()
    before = last_change()
    Membership.objects.bulk_create([Membership(user=user, institution=institution) for user in people])
    institution.memberships.update(role=MembershipRole.HR)
    begun = [("membership_begun", user.pk, institution.pk, "member", NOTHING, None) for user in people]
    facts = {"before": "member", "after": "hr"}
    changes = [("membership_changed", user.pk, institution.pk, "hr", facts, None) for user in people]
    assert told_since(before) == begun + changes


def test_memberships_of_which_some_may_not_be_made_are_not_made_at_once() -> None:
    rows = [Membership(user=make_user(), institution=make_institution())]
    before = last_change()
    with pytest.raises(NotImplementedError):
        Membership.objects.bulk_create(rows, ignore_conflicts=True)
    assert (told_since(before), Membership.objects.count()) == ([], 0)


def test_institution_that_is_deleted_ends_its_memberships() -> None:
    membership = make_membership(make_user(), make_institution(), role=MembershipRole.HR)
    before, institution = last_change(), membership.institution_id
    Institution.objects.filter(pk=institution).delete()
    assert told_since(before) == [("membership_ended", membership.user_id, institution, "hr", NOTHING, None)]


def test_second_factor_is_told_by_its_kind_without_its_secret() -> None:
    user = make_user()
    before = last_change()
    factor = TOTP.activate(user, TOTP_SECRET).instance
    factor.record_usage()
    Authenticator.objects.filter(user=user).delete()
    assert told_since(before) == [
        (kind, user.pk, None, "totp", NOTHING, None) for kind in ("factor_added", "factor_removed")
    ]


def test_erased_person_leaves_numbers_alone() -> None:
    user = make_user(Role.TRAINER, legal_name="Nigar Kitabçı", email="nigar@example.org", is_superuser=True)
    institution = make_institution("Qəbələ Kitabxanası")
    make_membership(user, institution)
    TOTP.activate(user, TOTP_SECRET)
    change_address(user, email="nigar2@example.org")
    before, number = last_change(), user.pk
    user.delete()
    told = told_since(before)
    assert sorted(told, key=lambda row: row[0]) == [
        ("account_erased", number, None, "", {"roles": ["Trainers"]}, None),
        ("factor_removed", number, None, "totp", NOTHING, None),
        ("membership_ended", number, institution.pk, "member", NOTHING, None),
    ]
    everything = repr(list(Change.objects.values()))
    assert [word in everything for word in ("Nigar", "nigar", "Qəbələ", TOTP_SECRET)] == [False] * 4


def test_change_that_is_taken_back_leaves_nothing_on_record() -> None:
    user, institution = make_user(), make_institution()
    before = last_change()
    with transaction.atomic():
        user.groups.add(trainers())
        User.objects.filter(pk=user.pk).update(is_superuser=True)
        make_membership(user, institution)
        assert len(told_since(before)) == 3
        transaction.set_rollback(True)
    user.refresh_from_db()
    assert (told_since(before), user.is_superuser, user.groups.count()) == ([], False, 0)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_change_is_not_stored_when_the_record_cannot_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    user, institution = make_user(), make_institution()

    def break_down(**_told: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("academy.accounts.acting.record_change", break_down)
    for way in (
        lambda: changed(user, is_superuser=True).save(),
        lambda: User.objects.update(is_superuser=True),
        lambda: user.groups.add(trainers()),
        lambda: make_membership(user, institution),
        lambda: make_user(is_superuser=True),
    ):
        with pytest.raises(ZeroDivisionError):
            way()
    stored = User.objects.get()
    assert (stored.is_superuser, stored.groups.count(), Membership.objects.count()) == (False, 0, 0)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_same_change_at_once_is_told_once() -> None:
    user = make_user()
    before = last_change()
    at_once(4, lambda: User.objects.filter(pk=user.pk).update(is_superuser=True))
    at_once(4, lambda: changed(User.objects.get(pk=user.pk), is_active=False).save())
    assert told_since(before) == [
        (kind, user.pk, None, "", NOTHING, None) for kind in ("superuser_made", "account_off")
    ]


def test_login_and_profile_ask_nothing_for_the_record() -> None:
    user = make_user()
    user.last_login = timezone.now()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        user.save(update_fields=["last_login"])
    assert [query["sql"].split()[0] for query in queries if "SAVEPOINT" not in query["sql"]] == ["UPDATE"]
