"""A person is erased, by the command and in the CMS: no table of the database holds the name or an address any more."""

import json
from collections.abc import Callable
from datetime import timedelta
from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from academy.accounts.models import User
from academy.mail.models import SealedLetter
from academy.mail.sealed import write_sealed_letter
from courses.enums import ExtraTime
from courses.models import Invitation
from courses.services.extra_time import grant_extra_time
from courses.services.invitations import forget_invitations, invite_addresses
from tests.factories.admission import make_invitation, make_list, make_request
from tests.factories.certification import make_issued
from tests.factories.desk import make_staff_invitation
from tests.factories.learning import make_course, make_enrolment
from tests.factories.people import make_institution, make_membership, make_user

pytestmark = pytest.mark.django_db

NAME, EMAIL = "Şirinova Zülfiyyə Nadir qızı", "z.sirinova@example.org"
#: The name as it was written before, the addresses, and how the search of the office spells all of it.
SIGNS = ("zülfiyyə", "zulfiyye", "z.sirinova", "second.sirinova", "mirzəyeva")
#: Where the name may stay for a while, and why: all of it is deleted after some days by a task of the hour.
STAYS = {"courses.EnrolmentList": "a list that somebody uploaded; goes after thirty days"}
HELD = {
    "account.EmailAddress",
    "accounts.User",
    "certification.Certificate",
    "courses.Invitation",
    "courses.StaffInvitation",
    "wagtailcore.ModelLogEntry",
}


def tables_with_the_name() -> set[str]:
    """Search each column of each table, also what sessions keep."""
    models = apps.get_models(include_auto_created=True)
    return {model._meta.label for model in models if model._meta.managed and _tells(model)}


def _tells(model: type[Model]) -> bool:
    rows = [list(row) for row in model._base_manager.values_list()]
    if model is Session:
        rows += [row.get_decoded() for row in Session.objects.all()]
    text = json.dumps(rows, default=_readable, ensure_ascii=False).casefold()
    return any(sign in text for sign in SIGNS)


def _readable(value: object) -> str:
    return bytes(value).decode(errors="replace") if isinstance(value, bytes | memoryview) else str(value)


@pytest.fixture
def administrator() -> User:
    return make_user(legal_name="Root", email="root@example.org", is_superuser=True)


@pytest.fixture
def person(administrator: User) -> User:
    """Somebody about whom the house knows much, under two names, whose rows were changed in the CMS."""
    person = make_user(legal_name="Mirzəyeva Zülfiyyə", email=EMAIL)
    EmailAddress.objects.create(user=person, email="second.sirinova@example.org")
    course = make_course()
    enrolment = make_enrolment(course, person)
    grant_extra_time(enrolment=enrolment, extra_time=ExtraTime.HALF, by=administrator)
    log(instance=make_request(user=person), action="wagtail.edit", user=administrator)
    membership = make_membership(person, make_institution())
    log(instance=membership, action="wagtail.create", user=administrator)
    person.legal_name = NAME
    person.save()
    log(instance=person, action="wagtail.edit", user=administrator)
    log(instance=make_enrolment(make_course(), person), action="wagtail.delete", user=administrator)
    make_issued(person)
    [invitation] = invite_addresses(course=make_course(), by=administrator, emails=["second.sirinova@example.org"])
    log(instance=invitation, action="wagtail.create", user=administrator)
    make_staff_invitation(membership.institution, EMAIL)
    make_list((EMAIL, ""), course=course)
    write_sealed_letter(to=EMAIL, subject=NAME, text=NAME, user_id=person.pk)
    return person


def by_command(_administrator: Client, person: User) -> None:
    call_command("erase_person", person.email, yes=True, stdout=StringIO())


def in_the_cms(administrator: Client, person: User) -> None:
    administrator.post(reverse("wagtailusers_users:delete", args=[person.pk]), follow=True)


@pytest.mark.parametrize("erase", [by_command, in_the_cms])
def test_erased_person_stands_in_no_table(
    erase: Callable[[Client, User], None],
    administrator: User,
    person: User,
    client_of: Callable[[User], Client],
    django_capture_on_commit_callbacks: Callable,
) -> None:
    assert (tables_with_the_name(), SealedLetter.objects.count()) == (HELD | set(STAYS), 1)
    entries = ModelLogEntry.objects.count()
    with django_capture_on_commit_callbacks(execute=True):
        erase(client_of(administrator), person)
    assert not User.objects.filter(email=EMAIL).exists()
    assert (tables_with_the_name(), SealedLetter.objects.count()) == (set(STAYS), 0)
    assert ModelLogEntry.objects.count() >= entries - 1


def test_history_of_the_site_shows_numbers_for_the_name(
    administrator: User, person: User, client_of: Callable[[User], Client]
) -> None:
    page = reverse("wagtailadmin_reports:site_history")
    browser, pk = client_of(administrator), person.pk
    log(instance=make_user(legal_name=f"{NAME}na"), action="wagtail.edit", user=administrator)
    assert "Zülfiyyə" in browser.get(page).text
    person.delete()
    labels = set(ModelLogEntry.objects.values_list("label", flat=True))
    assert f"#{pk}" in labels
    assert [label for label in labels if "Zülfiyyə" in label] == [f"{NAME}na"]
    assert NAME not in browser.get(page).text.replace(f"{NAME}na", "")


def test_invited_addresses_are_forgotten_after_ninety_days(administrator: User) -> None:
    course, now = make_course(), timezone.now()
    ages = {"new": (89, None), "old": (91, None), "ended": (200, -91), "runs": (200, 1)}
    for name, (made, end) in ages.items():
        [row] = invite_addresses(course=course, by=administrator, emails=[f"{name}@example.org"])
        log(instance=row, action="wagtail.create", user=administrator)
        expires_at = None if end is None else now + timedelta(days=end)
        Invitation.objects.filter(pk=row.pk).update(created_at=now - timedelta(days=made), expires_at=expires_at)
    anyone = make_invitation(course=course)
    Invitation.objects.filter(pk=anyone.pk).update(created_at=now - timedelta(days=999))
    assert [forget_invitations(), forget_invitations()] == [2, 0]
    left = {"", "new@example.org", "runs@example.org"}
    assert set(Invitation.objects.values_list("email", flat=True)) == left
    labels = " ".join(ModelLogEntry.objects.values_list("label", flat=True))
    assert [name in labels for name in ages] == [True, False, False, True]
