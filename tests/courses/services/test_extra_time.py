from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from wagtail.models import ModelLogEntry

from courses.enums import AttemptState, ExtraTime
from courses.models import Attempt, Enrolment
from courses.selectors.attempts import GRACE
from courses.services.attempts import start_attempt
from courses.services.extra_time import grant_extra_time
from tests.factories.learning import make_course, make_enrolment, make_quiz
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment() -> Enrolment:
    course = make_course(lessons=0)
    make_quiz(course, time_limit_minutes=10)
    return make_enrolment(course)


def start(enrolment: Enrolment) -> Attempt:
    return start_attempt(enrolment=enrolment, quiz=enrolment.course.quiz)


def minutes(attempt: Attempt) -> float:
    """How long the attempt may take, as stored."""
    attempt.refresh_from_db()
    return (attempt.deadline - attempt.started_at) / timedelta(minutes=1)


@pytest.mark.parametrize(
    ("extra_time", "allowed"),
    [
        (ExtraTime.NONE, 10),
        (ExtraTime.QUARTER, 13),
        (ExtraTime.HALF, 15),
        (ExtraTime.DOUBLE, 20),
        (ExtraTime.THREEFOLD, 30),
        (ExtraTime.TENFOLD, 100),
    ],
)
def test_extra_time_lengthens_the_next_attempt(enrolment: Enrolment, extra_time: ExtraTime, allowed: int) -> None:
    grant_extra_time(enrolment=enrolment, extra_time=extra_time, by=make_user())
    assert minutes(start(enrolment)) == allowed


def test_extra_time_moves_the_deadline_of_an_open_attempt(enrolment: Enrolment) -> None:
    attempt = start(enrolment)
    grant_extra_time(enrolment=enrolment, extra_time=ExtraTime.HALF, by=make_user())
    assert minutes(attempt) == 15


def test_extra_time_granted_twice_does_not_add_up(enrolment: Enrolment) -> None:
    attempt = start(enrolment)
    for _time in range(2):
        grant_extra_time(enrolment=enrolment, extra_time=ExtraTime.HALF, by=make_user())
    assert minutes(attempt) == 15


def test_extra_time_taken_back_leaves_an_open_attempt_alone(enrolment: Enrolment) -> None:
    grant_extra_time(enrolment=enrolment, extra_time=ExtraTime.DOUBLE, by=make_user())
    attempt = start(enrolment)
    enrolment = grant_extra_time(enrolment=enrolment, extra_time=ExtraTime.NONE, by=make_user())
    assert (minutes(attempt), enrolment.extra_time) == (20, 0)


def test_extra_time_does_not_open_what_the_clock_has_closed(enrolment: Enrolment) -> None:
    attempt = start(enrolment)
    with time_machine.travel(attempt.deadline + GRACE + timedelta(seconds=1), tick=False):
        grant_extra_time(enrolment=enrolment, extra_time=ExtraTime.TENFOLD, by=make_user())
    assert (minutes(attempt), attempt.state) == (10, AttemptState.TIMED_OUT)


def test_extra_time_leaves_others_alone(enrolment: Enrolment) -> None:
    other = make_enrolment(enrolment.course)
    attempt = start(other)
    grant_extra_time(enrolment=enrolment, extra_time=ExtraTime.HALF, by=make_user())
    other.refresh_from_db()
    assert (minutes(attempt), other.extra_time) == (10, 0)


def test_extra_time_without_a_limit_changes_no_attempt() -> None:
    course = make_course(lessons=0)
    make_quiz(course)
    enrolment = make_enrolment(course)
    attempt = start(enrolment)
    grant_extra_time(enrolment=enrolment, extra_time=ExtraTime.HALF, by=make_user())
    attempt.refresh_from_db()
    assert attempt.deadline is None


def test_extra_time_is_logged_with_who_granted_it(enrolment: Enrolment) -> None:
    trainer = make_user()
    grant_extra_time(enrolment=enrolment, extra_time=ExtraTime.HALF, by=trainer)
    entry = ModelLogEntry.objects.for_instance(enrolment).get()
    assert (entry.action, entry.user, entry.data) == ("wagtail.edit", trainer, {"extra_time": 50})


def test_unknown_extra_time_is_refused_by_the_database(enrolment: Enrolment) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Enrolment.objects.filter(pk=enrolment.pk).update(extra_time=33)


def test_start_reads_the_extra_time_that_is_stored(enrolment: Enrolment) -> None:
    stale = Enrolment.objects.get(pk=enrolment.pk)
    grant_extra_time(enrolment=enrolment, extra_time=ExtraTime.HALF, by=make_user())
    assert minutes(start(stale)) == 15
