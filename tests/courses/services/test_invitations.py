"""Invitations: who may use which, how often, and that one person is counted once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.enums import EnrolmentMode
from courses.errors import (
    CourseNotOpen,
    InvitationEnded,
    InvitationExpired,
    InvitationForeign,
    InvitationRefused,
    InvitationUsedUp,
    PrerequisitesMissing,
)
from courses.models import Enrolment, Invitation, LessonPage, Prerequisite
from courses.services.enrolment import withdraw
from courses.services.invitations import accept_invitation, check_invitation, end_invitation, invite_addresses
from tests.factories.admission import make_cohort, make_invitation
from tests.factories.learning import index_of, make_course, make_enrolment
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


def uses(invitation: Invitation) -> int:
    invitation.refresh_from_db()
    return invitation.uses


def test_link_enrols_into_the_cohort_and_counts_one_use() -> None:
    cohort = make_cohort(course=make_course(enrolment_mode=EnrolmentMode.INVITATION))
    invitation = make_invitation(course=cohort.course, cohort=cohort)
    enrolment = accept_invitation(invitation=invitation, user=make_user())
    assert (enrolment.course, enrolment.cohort, uses(invitation)) == (cohort.course, cohort, 1)


def test_coming_twice_counts_once_and_works_after_the_link_is_used_up() -> None:
    invitation, user = make_invitation(uses_allowed=1), make_user()
    first = accept_invitation(invitation=invitation, user=user)
    assert (accept_invitation(invitation=invitation, user=user), uses(invitation)) == (first, 1)


def test_whoever_is_enrolled_comes_into_the_cohort() -> None:
    cohort = make_cohort()
    enrolment = make_enrolment(cohort.course)
    invitation = make_invitation(course=cohort.course, cohort=cohort)
    assert accept_invitation(invitation=invitation, user=enrolment.user).cohort == cohort
    assert uses(invitation) == 1


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"email": "another@example.org"}, InvitationForeign),
        ({"revoked_at": timezone.now()}, InvitationEnded),
        ({"expires_at": timezone.now() - timedelta(seconds=1)}, InvitationExpired),
        ({"uses": 2, "uses_allowed": 2}, InvitationUsedUp),
        ({"email": "another@example.org", "revoked_at": timezone.now()}, InvitationForeign),
    ],
)
def test_link_that_does_not_hold_is_refused_by_name(facts: dict, refusal: type[Exception]) -> None:
    invitation = make_invitation(**facts)
    before = invitation.uses
    with pytest.raises(refusal):
        accept_invitation(invitation=invitation, user=make_user())
    assert (uses(invitation), Enrolment.objects.count()) == (before, 0)


def test_unknown_link_is_refused() -> None:
    with pytest.raises(InvitationRefused):
        check_invitation(invitation=None, user=make_user())


def test_no_use_is_counted_for_a_course_without_lessons() -> None:
    invitation = make_invitation()
    LessonPage.objects.update(live=False)
    with pytest.raises(CourseNotOpen):
        accept_invitation(invitation=invitation, user=make_user())
    assert uses(invitation) == 0


def test_open_link_asks_for_prerequisites_and_an_address_does_not() -> None:
    course = make_course()
    Prerequisite.objects.create(course=course, required_course=make_course(index=index_of(course)))
    user = make_user()
    with pytest.raises(PrerequisitesMissing):
        accept_invitation(invitation=make_invitation(course=course), user=user)
    named = make_invitation(course=course, email=user.email)
    assert accept_invitation(invitation=named, user=user).course == course


def test_whoever_left_may_come_back_by_the_same_link() -> None:
    invitation, user = make_invitation(uses_allowed=2), make_user()
    withdraw(enrolment=accept_invitation(invitation=invitation, user=user))
    assert (accept_invitation(invitation=invitation, user=user).withdrawn_at, uses(invitation)) == (None, 2)


def test_address_has_one_open_link_and_a_new_one_after_it_is_over() -> None:
    course, by = make_course(), make_user()
    first = invite_addresses(course=course, by=by, emails=["Gunay@Example.org", "gunay@example.org"])
    assert [(row.email, row.uses_allowed) for row in first] == [("gunay@example.org", 1)]
    assert invite_addresses(course=course, by=by, emails=["gunay@example.org"]) == []
    Invitation.objects.update(expires_at=timezone.now())
    second = invite_addresses(course=course, by=by, emails=["gunay@example.org"])
    assert [row.token != first[0].token for row in second] == [True]
    assert Invitation.objects.filter(revoked_at=None).count() == 1


def test_ending_twice_keeps_the_first_moment() -> None:
    invitation = make_invitation()
    end_invitation(invitation=invitation)
    invitation.refresh_from_db()
    moment = invitation.revoked_at
    end_invitation(invitation=invitation)
    invitation.refresh_from_db()
    assert (moment is not None, invitation.revoked_at) == (True, moment)
