"""The same thing from many windows at once. Each race has a positive control: without the guard it goes wrong."""

import pytest

from academy.accounts.models import Institution, Membership
from courses.errors import StaffInvitationRefused
from courses.models import CertificateWatch, StaffInvitation, StaffReminder
from courses.services.desk.learning import remind_staff
from courses.services.desk.staff import accept_staff_invitation, decline_staff_invitation, invite_staff
from courses.services.desk.watches import watch_certificate
from tests.factories.desk import make_certificate, make_staff, make_staff_invitation
from tests.factories.people import make_user
from tests.races import at_once, without_constraint

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_invitation_is_accepted_once(institution: Institution) -> None:
    user = make_user(email="new@example.org")
    invitation = make_staff_invitation(institution, user.email)
    outcomes = at_once(8, lambda: accept_staff_invitation(invitation=invitation, user=user))
    assert sum(isinstance(outcome, StaffInvitationRefused) for outcome in outcomes) == 7
    assert list(Membership.objects.values_list("user", "role")) == [(user.pk, "member")]


def test_yes_and_no_at_once_leave_one_answer(institution: Institution) -> None:
    user = make_user(email="new@example.org")
    invitation = make_staff_invitation(institution, user.email)
    ways = iter([accept_staff_invitation, decline_staff_invitation] * 4)
    at_once(8, lambda: next(ways)(invitation=invitation, user=user))
    invitation.refresh_from_db()
    assert (invitation.accepted_at is None) != (invitation.declined_at is None)
    assert Membership.objects.exists() == (invitation.accepted_at is not None)


def test_address_is_invited_once(institution: Institution) -> None:
    by = make_user()
    asked = {"institution": institution, "emails": ["new@example.org"], "language": "az", "by": by}
    made = at_once(8, lambda: invite_staff(**asked))
    assert (sum(len(outcome) for outcome in made), StaffInvitation.objects.count()) == (1, 1)


def test_person_is_reminded_once_a_day(institution: Institution) -> None:
    staff, by = make_staff(institution), make_user()
    at_once(8, lambda: remind_staff(people=[staff], by=by))
    assert StaffReminder.objects.count() == 1


def test_person_is_reminded_more_than_once_without_the_constraint(institution: Institution) -> None:
    """Positive control."""
    staff, by = make_staff(institution), make_user()
    with without_constraint(StaffReminder, "staff_reminder_once_a_day"):
        at_once(8, lambda: remind_staff(people=[staff], by=by))
        number = StaffReminder.objects.count()
        StaffReminder.objects.all().delete()
    assert number > 1


def test_certificate_is_watched_once(institution: Institution, officer: Membership) -> None:
    staff = make_staff(institution)
    code = make_certificate(staff.user).code
    outcomes = at_once(8, lambda: watch_certificate(officer=officer, staff=staff, code=code))
    assert {type(outcome) for outcome in outcomes} == {CertificateWatch}
    assert CertificateWatch.objects.count() == 1
