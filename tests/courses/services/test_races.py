"""What happens at the same time. Each race has a positive control: without the guard it must go wrong."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError
from django.utils import timezone

from courses.enums import AttemptState, ExtraTime
from courses.errors import AttemptClosed, QuizNotOpen
from courses.models import Attempt, AttemptQuestion, Enrolment, QuizDraw
from courses.selectors.asked import asked_in
from courses.services import attempts
from courses.services.attempts import Given, save_answers, start_attempt, submit_attempt, submit_page
from courses.services.enrolment import enrol
from courses.services.extra_time import grant_extra_time
from courses.services.progress import mark_lesson_read
from tests.factories.learning import make_bank, make_course, make_enrolment, make_quiz
from tests.factories.people import make_user
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def enrolment() -> Enrolment:
    course = make_course(lessons=1)
    make_quiz(course, questions=3)
    return make_enrolment(course, read=1)


def test_fifty_starts_make_one_attempt(enrolment: Enrolment) -> None:
    quiz = enrolment.course.quiz
    started = at_once(50, lambda: start_attempt(enrolment=enrolment, quiz=quiz))
    assert (len(set(started)), Attempt.objects.count()) == (1, 1)


def test_starts_without_the_lock_collide(enrolment: Enrolment) -> None:
    """Positive control: the bare insert that the lock protects is refused by the constraint."""
    quiz = enrolment.course.quiz
    started = at_once(10, lambda: attempts._new_attempt(enrolment, quiz, 1))
    assert sum(isinstance(outcome, IntegrityError) for outcome in started) == 9


def test_fifty_starts_draw_once(enrolment: Enrolment) -> None:
    quiz = enrolment.course.quiz
    QuizDraw.objects.create(quiz=quiz, bank=make_bank(*[""] * 6), count=4)
    started = at_once(50, lambda: start_attempt(enrolment=enrolment, quiz=quiz))
    assert (len(set(started)), AttemptQuestion.objects.count()) == (1, 3 + 4)


def submit_and_start(enrolment: Enrolment, others: int = 7) -> list[object]:
    """Submit the open attempt while other tabs start one."""
    quiz, attempt = enrolment.course.quiz, Attempt.objects.get()
    turns = iter([True, *[False] * others])

    def act() -> object:
        if next(turns):
            return submit_attempt(attempt=attempt, answers={})
        return start_attempt(enrolment=enrolment, quiz=quiz)

    return at_once(others + 1, act)


@pytest.mark.parametrize("_round", range(3))
def test_nobody_slips_past_the_waiting_time(_round: int, enrolment: Enrolment) -> None:
    quiz = enrolment.course.quiz
    quiz.wait_minutes = 10
    quiz.save(update_fields=["wait_minutes"])
    start_attempt(enrolment=enrolment, quiz=quiz)
    outcomes = submit_and_start(enrolment)
    assert {type(outcome) for outcome in outcomes} <= {Attempt, QuizNotOpen}
    assert (Attempt.objects.count(), Attempt.objects.get().state) == (1, "submitted")


def test_without_the_waiting_time_the_next_attempt_starts_once(enrolment: Enrolment) -> None:
    """Positive control: the same parallel starts, once nothing holds them back."""
    quiz = enrolment.course.quiz
    submit_attempt(attempt=start_attempt(enrolment=enrolment, quiz=quiz), answers={})
    started = at_once(8, lambda: start_attempt(enrolment=enrolment, quiz=quiz))
    assert (len(set(started)), Attempt.objects.count()) == (1, 2)


def by_page(attempt: Attempt, answers: dict[int, str]) -> Attempt | None:
    """Submit what somebody's page sends."""
    given = Given(answers=answers, times={}, with_gaps=True)
    return submit_page(user_id=attempt.enrolment.user_id, attempt_id=attempt.pk, read=lambda _asked: given)


def by_attempt(attempt: Attempt, answers: dict[int, str]) -> Attempt:
    return submit_attempt(attempt=attempt, answers=answers)


@pytest.mark.parametrize("submit", [by_page, by_attempt])
def test_two_tabs_with_different_answers_are_marked_once(submit: Callable, enrolment: Enrolment) -> None:
    attempt = start_attempt(enrolment=enrolment, quiz=enrolment.course.quiz)
    tabs = iter([{1: "o0", 2: "o1", 3: "o0"}, {1: "o0", 2: "o0", 3: "o1"}] * 4)
    closed = at_once(8, lambda: submit(attempt, next(tabs)))
    kept = list(attempt.questions.values_list("answer", flat=True))
    assert kept in (["o0", "o1", "o0"], ["o0", "o0", "o1"])
    assert {(outcome.score, outcome.state) for outcome in closed} == {(Decimal(2), "submitted")}


def test_submission_that_does_not_ask_again_marks_twice(enrolment: Enrolment) -> None:
    """Positive control: what the lock protects, with the attempt as a second tab had read it."""
    quiz = enrolment.course.quiz
    stale = start_attempt(enrolment=enrolment, quiz=quiz)
    submit_attempt(attempt=stale, answers={1: "o0", 2: "o0", 3: "o1"})
    asked = asked_in(stale)
    attempts._put(asked, {3: "o0"}, {3: timezone.now()})
    attempts._close(stale, asked, AttemptState.SUBMITTED)
    assert Attempt.objects.get().score == Decimal(3)


def test_retries_of_one_answer_change_nothing(enrolment: Enrolment) -> None:
    attempt = start_attempt(enrolment=enrolment, quiz=enrolment.course.quiz)
    given = {1: timezone.now()}
    outcomes = at_once(8, lambda: save_answers(attempt=attempt, answers={1: "o0"}, given=given))
    assert (set(outcomes), attempt.questions.get(position=1).answer) == ({None}, "o0")


def minutes(attempt: Attempt) -> float:
    """How long the attempt may take, as stored."""
    attempt.refresh_from_db()
    return (attempt.deadline - attempt.started_at) / timedelta(minutes=1)


@pytest.mark.parametrize("_round", range(3))
def test_extra_time_granted_while_an_attempt_starts_reaches_it(_round: int) -> None:
    course = make_course(lessons=0)
    quiz, enrolment, trainer = make_quiz(course, time_limit_minutes=10), make_enrolment(course), make_user()
    turns = iter([True, False] * 3)

    def start_or_grant() -> object:
        if next(turns):
            return start_attempt(enrolment=enrolment, quiz=quiz)
        return grant_extra_time(enrolment=enrolment, extra_time=ExtraTime.HALF, by=trainer)

    at_once(6, start_or_grant)
    assert minutes(Attempt.objects.get()) == 15


def test_start_that_does_not_read_again_misses_the_extra_time() -> None:
    """Positive control: what the lock protects, with what was read before the grant."""
    course = make_course(lessons=0)
    quiz, enrolment = make_quiz(course, time_limit_minutes=10), make_enrolment(course)
    grant_extra_time(enrolment=enrolment, extra_time=ExtraTime.HALF, by=make_user())
    assert minutes(attempts._new_attempt(enrolment, quiz, 1)) == 10


def test_submissions_at_once_mark_one_attempt_once(enrolment: Enrolment) -> None:
    attempt = start_attempt(enrolment=enrolment, quiz=enrolment.course.quiz)
    answers = {1: "o0", 2: "o0", 3: "o0"}
    closed = at_once(8, lambda: submit_attempt(attempt=attempt, answers=answers))
    enrolment.refresh_from_db()
    assert ({outcome.score for outcome in closed}, enrolment.completed_at is not None) == ({Decimal(3)}, True)


def test_answers_to_different_questions_at_once_are_all_kept(enrolment: Enrolment) -> None:
    attempt = start_attempt(enrolment=enrolment, quiz=enrolment.course.quiz)
    positions = iter([1, 2, 3] * 4)
    at_once(12, lambda: save_answers(attempt=attempt, answers={next(positions): "o0"}))
    assert list(attempt.questions.values_list("answer", flat=True)) == ["o0", "o0", "o0"]


@pytest.mark.parametrize("_round", range(5))
def test_answer_that_was_saved_while_another_tab_submits_is_marked(_round: int, enrolment: Enrolment) -> None:
    attempt = start_attempt(enrolment=enrolment, quiz=enrolment.course.quiz)
    turns = iter([False, True, *[False] * 6])

    def act() -> object:
        if next(turns):
            return submit_attempt(attempt=attempt, answers={})
        return save_answers(attempt=attempt, answers={1: "o0"})

    outcomes = at_once(8, act)
    asked = attempt.questions.get(position=1)
    assert (asked.answer == "o0", asked.score) in ((True, asked.marks), (False, Decimal(0)))
    assert {type(outcome) for outcome in outcomes} <= {type(None), Attempt, AttemptClosed}


def test_enrolling_at_once_makes_one_enrolment() -> None:
    course, user = make_course(), make_user()
    at_once(10, lambda: enrol(user=user, course=course))
    assert Enrolment.objects.filter(user=user).count() == 1


@pytest.mark.parametrize("_round", range(3))
def test_last_lessons_read_in_two_tabs_complete_the_course(_round: int) -> None:
    enrolment = make_enrolment(make_course(lessons=4))
    lessons = iter(enrolment.course.lessons.all())
    at_once(4, lambda: mark_lesson_read(enrolment=enrolment, lesson=next(lessons)))
    enrolment.refresh_from_db()
    assert (enrolment.lesson_progress.count(), enrolment.completed_at is not None) == (4, True)
