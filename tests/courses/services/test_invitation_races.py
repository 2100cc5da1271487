"""Many people and one link at the same moment. The positive control counts, then inserts: it takes too many."""

import pytest
from django.db.models import F

from courses.errors import InvitationUsedUp
from courses.models import Course, Enrolment, EnrolmentList, Invitation
from courses.services import invitations
from courses.services.invitations import accept_invitation
from courses.services.lists import confirm_list
from tests.factories.admission import make_invitation, make_list
from tests.factories.learning import make_course
from tests.factories.people import make_user
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

PLACES, PEOPLE = 3, 12


@pytest.fixture
def course() -> Course:
    return make_course(lessons=1)


def come(invitation: Invitation) -> list[object]:
    """What each of the people got who opened the link at once."""
    people = iter([make_user() for _person in range(PEOPLE)])
    return at_once(PEOPLE, lambda: accept_invitation(invitation=invitation, user=next(people)))


@pytest.mark.parametrize("_round", range(3))
def test_no_more_people_come_than_places_there_are(_round: int, course: Course) -> None:
    invitation = make_invitation(course=course, uses_allowed=PLACES)
    outcomes = come(invitation)
    invitation.refresh_from_db()
    refused = sum(isinstance(outcome, InvitationUsedUp) for outcome in outcomes)
    assert (refused, invitation.uses, Enrolment.objects.count()) == (PEOPLE - PLACES, PLACES, PLACES)


def test_looking_before_counting_lets_too_many_in(course: Course, monkeypatch) -> None:
    """Positive control: without the conditional statement nobody is refused; the constraint alone stops them."""

    def count_blindly(invitation: Invitation) -> int:
        return Invitation.objects.filter(pk=invitation.pk).update(uses=F("uses") + 1)

    monkeypatch.setattr(invitations, "_count_use", count_blindly)
    outcomes = come(make_invitation(course=course, uses_allowed=PLACES))
    assert [outcome for outcome in outcomes if isinstance(outcome, InvitationUsedUp)] == []


def test_two_tabs_of_one_person_count_once(course: Course) -> None:
    invitation, user = make_invitation(course=course, uses_allowed=PLACES), make_user()
    outcomes = at_once(6, lambda: accept_invitation(invitation=invitation, user=user))
    invitation.refresh_from_db()
    assert ({type(outcome) for outcome in outcomes}, invitation.uses) == ({Enrolment}, 1)


def test_list_confirmed_twice_at_once_is_taken_once(course: Course) -> None:
    people = make_list(*((make_user().email, "") for _person in range(5)), ("new@example.org", ""), course=course)
    by = people.uploaded_by
    outcomes = at_once(4, lambda: confirm_list(people=EnrolmentList.objects.get(pk=people.pk), by=by))
    assert [outcome.result for outcome in outcomes] == [{"ready": 5, "new": 1}] * 4
    assert (Enrolment.objects.count(), Invitation.objects.count()) == (5, 1)
