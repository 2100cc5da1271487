"""Requests to be enrolled: sent, taken back, decided; once each."""

import pytest

from courses.enums import EnrolmentMode, RequestState
from courses.errors import AlreadyEnrolled, CourseNotOpen, PrerequisitesMissing, RequestDecided, RequestNotTaken
from courses.models import Enrolment, EnrolmentRequest, LessonPage, Prerequisite
from courses.services.requests import approve_request, refuse_request, request_enrolment, take_back_request
from tests.factories.admission import make_request
from tests.factories.learning import index_of, make_course, make_enrolment
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


def test_second_request_changes_nothing_while_the_first_waits() -> None:
    course, user = make_course(enrolment_mode=EnrolmentMode.APPROVAL), make_user()
    first = request_enrolment(user=user, course=course, message="I catalogue maps.")
    again = request_enrolment(user=user, course=course, message="Please!")
    assert (again, again.message, Enrolment.objects.count()) == (first, "I catalogue maps.", 0)


@pytest.mark.parametrize("mode", [EnrolmentMode.OPEN, EnrolmentMode.INVITATION])
def test_course_of_another_mode_takes_no_request(mode: EnrolmentMode) -> None:
    with pytest.raises(RequestNotTaken):
        request_enrolment(user=make_user(), course=make_course(enrolment_mode=mode))


def test_whoever_is_enrolled_has_nothing_to_ask_for() -> None:
    enrolment = make_enrolment(make_course(enrolment_mode=EnrolmentMode.APPROVAL))
    with pytest.raises(AlreadyEnrolled):
        request_enrolment(user=enrolment.user, course=enrolment.course)


def test_request_names_what_is_asked_for_first() -> None:
    course = make_course(enrolment_mode=EnrolmentMode.APPROVAL)
    first = make_course(index=index_of(course))
    Prerequisite.objects.create(course=course, required_course=first)
    user = make_user(language="en")
    with pytest.raises(PrerequisitesMissing) as refusal:
        request_enrolment(user=user, course=course)
    title = first.pages.get(locale__language_code="az").title
    assert [title in words for words in refusal.value.missing] == [True]
    make_enrolment(first, user, read=2)
    assert request_enrolment(user=user, course=course).state == RequestState.WAITING


def test_approval_enrols_and_keeps_who_decided() -> None:
    request, trainer = make_request(), make_user()
    enrolment = approve_request(request=request, by=trainer, reason="Welcome")
    request.refresh_from_db()
    assert (enrolment.user, enrolment.course) == (request.user, request.course)
    assert (request.state, request.decided_by, request.reason) == (RequestState.APPROVED, trainer, "Welcome")
    assert (request.decided_at is not None, request.mailed_at) == (True, None)


def test_approval_that_cannot_enrol_leaves_the_request_waiting() -> None:
    request = make_request()
    LessonPage.objects.update(live=False)
    with pytest.raises(CourseNotOpen):
        approve_request(request=request, by=make_user())
    request.refresh_from_db()
    assert (request.state, Enrolment.objects.count()) == (RequestState.WAITING, 0)


def test_refusal_enrols_nobody_and_a_new_request_may_follow() -> None:
    request = make_request()
    refuse_request(request=request, by=make_user(), reason="The course is for cataloguers.")
    assert Enrolment.objects.count() == 0
    assert request_enrolment(user=request.user, course=request.course) != request


@pytest.mark.parametrize("state", [RequestState.REFUSED, RequestState.WITHDRAWN])
def test_what_was_decided_is_decided_once(state: RequestState) -> None:
    request = make_request()
    if state == RequestState.REFUSED:
        refuse_request(request=request, by=make_user())
    else:
        take_back_request(request=request)
    for again in (lambda: approve_request(request=request, by=make_user()), lambda: take_back_request(request=request)):
        with pytest.raises(RequestDecided):
            again()
    assert (EnrolmentRequest.objects.get().state, Enrolment.objects.count()) == (state, 0)
