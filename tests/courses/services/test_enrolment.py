"""Coming onto a course by oneself, and leaving it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.enums import AttemptState, EnrolmentLetterKind, EnrolmentMode
from courses.errors import (
    ApprovalNeeded,
    AttemptUnderWay,
    CohortEnded,
    CourseCompleted,
    CourseNotOpen,
    InvitationNeeded,
    NotEnrolled,
)
from courses.models import Attempt, Enrolment, EnrolmentLetter, EnrolmentRequest
from courses.services.attempts import start_attempt
from courses.services.cohorts import put_into_cohort, take_out_of_cohort
from courses.services.enrolment import admit, enrol, withdraw
from courses.services.progress import mark_lesson_read
from tests.factories.admission import make_cohort
from tests.factories.learning import index_of, make_course, make_enrolment, make_quiz
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("mode", "refusal"), [(EnrolmentMode.APPROVAL, ApprovalNeeded), (EnrolmentMode.INVITATION, InvitationNeeded)]
)
def test_closed_course_takes_nobody_by_herself(mode: EnrolmentMode, refusal: type[Exception]) -> None:
    course = make_course(enrolment_mode=mode)
    with pytest.raises(refusal):
        enrol(user=make_user(), course=course)
    assert Enrolment.objects.count() == 0


def test_whoever_is_enrolled_stays_so_when_the_course_closes() -> None:
    enrolment = make_enrolment(make_course(enrolment_mode=EnrolmentMode.INVITATION))
    assert enrol(user=enrolment.user, course=enrolment.course) == enrolment


def test_nobody_is_admitted_before_the_first_lesson() -> None:
    with pytest.raises(CourseNotOpen):
        admit(user=make_user(), course=make_course(lessons=0))
    assert Enrolment.objects.count() == 0


def test_admission_answers_a_request_that_waits_without_a_letter() -> None:
    course, user = make_course(enrolment_mode=EnrolmentMode.APPROVAL), make_user()
    request = EnrolmentRequest.objects.create(user=user, course=course)
    admit(user=user, course=course)
    request.refresh_from_db()
    assert (request.state, request.mailed_at is not None) == ("approved", True)


def test_progress_is_found_again_after_a_withdrawal() -> None:
    enrolment = make_enrolment(make_course(lessons=3), read=2)
    moment = enrolment.enrolled_at
    withdraw(enrolment=enrolment)
    assert list(Enrolment.objects.active()) == []
    again = enrol(user=enrolment.user, course=enrolment.course)
    assert (again, again.withdrawn_at, again.enrolled_at) == (enrolment, None, moment)
    assert again.lesson_progress.count() == 2


def test_withdrawing_twice_keeps_the_first_moment() -> None:
    enrolment = make_enrolment(make_course())
    first = withdraw(enrolment=enrolment).withdrawn_at
    assert withdraw(enrolment=enrolment).withdrawn_at == first


def test_completed_course_is_not_left() -> None:
    enrolment = make_enrolment(make_course(lessons=1), read=1)
    with pytest.raises(CourseCompleted):
        withdraw(enrolment=enrolment)
    enrolment.refresh_from_db()
    assert enrolment.withdrawn_at is None


def test_open_attempt_is_for_the_learner_to_submit() -> None:
    enrolment = make_enrolment(make_course(lessons=1), read=0)
    quiz = make_quiz(enrolment.course)
    mark_lesson_read(enrolment=enrolment, lesson=enrolment.course.lessons.get())
    start_attempt(enrolment=enrolment, quiz=quiz)
    with pytest.raises(AttemptUnderWay):
        withdraw(enrolment=enrolment)
    enrolment.refresh_from_db()
    assert (enrolment.withdrawn_at, Attempt.objects.get().state) == (None, AttemptState.OPEN)


def test_attempt_whose_time_is_up_is_marked_and_then_the_course_is_left() -> None:
    enrolment = make_enrolment(make_course(lessons=1))
    quiz = make_quiz(enrolment.course, time_limit_minutes=10)
    mark_lesson_read(enrolment=enrolment, lesson=enrolment.course.lessons.get())
    start_attempt(enrolment=enrolment, quiz=quiz)
    Attempt.objects.update(deadline=timezone.now() - timedelta(hours=1))
    assert withdraw(enrolment=enrolment).withdrawn_at is not None
    assert Attempt.objects.get().state == AttemptState.TIMED_OUT


def test_nothing_is_completed_and_no_attempt_started_after_a_withdrawal() -> None:
    enrolment = make_enrolment(make_course(lessons=1))
    withdraw(enrolment=enrolment)
    mark_lesson_read(enrolment=enrolment, lesson=enrolment.course.lessons.get())
    quiz = make_quiz(enrolment.course)
    with pytest.raises(NotEnrolled):
        start_attempt(enrolment=enrolment, quiz=quiz)
    enrolment.refresh_from_db()
    assert (enrolment.completed_at, Attempt.objects.count()) == (None, 0)


def test_withdrawal_leaves_the_cohort_and_its_letters() -> None:
    cohort = make_cohort()
    enrolment = admit(user=make_user(), course=cohort.course, cohort=cohort)
    assert list(EnrolmentLetter.objects.values_list("kind", flat=True)) == [EnrolmentLetterKind.JOINED]
    assert (withdraw(enrolment=enrolment).cohort, EnrolmentLetter.objects.count()) == (None, 0)


def test_cohort_is_joined_once_and_left_for_another() -> None:
    first = make_cohort()
    second = make_cohort(course=first.course)
    enrolment = admit(user=make_user(), course=first.course, cohort=first)
    for cohort in (first, second, second):
        put_into_cohort(enrolment=enrolment, cohort=cohort)
    enrolment.refresh_from_db()
    assert (enrolment.cohort, EnrolmentLetter.objects.count()) == (second, 2)
    assert take_out_of_cohort(enrolment=enrolment).cohort is None


def test_cohort_that_is_over_and_one_of_another_course_take_nobody() -> None:
    over = make_cohort(days=-1)
    foreign = make_cohort(course=make_course(index=index_of(over.course)))
    with pytest.raises(CohortEnded):
        admit(user=make_user(), course=over.course, cohort=over)
    assert put_into_cohort(enrolment=make_enrolment(over.course), cohort=foreign).cohort is None
    assert list(Enrolment.objects.values_list("cohort", flat=True)) == [None]


def test_whoever_has_completed_the_course_stays_outside_the_cohort() -> None:
    cohort = make_cohort()
    enrolment = make_enrolment(cohort.course, read=2)
    assert (put_into_cohort(enrolment=enrolment, cohort=cohort).cohort, EnrolmentLetter.objects.count()) == (None, 0)
