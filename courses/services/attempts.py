"""An attempt from start to end: started, saved as the learner goes, submitted, or closed by the server's clock."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from courses.enums import AttemptState
from courses.errors import AlreadyPassed, AttemptClosed, AttemptTimedOut, NoAttemptsLeft, QuizLocked
from courses.models import Attempt, AttemptQuestion, Enrolment, QuestionRevision, Quiz, QuizQuestion
from courses.questions.base import Answer
from courses.selectors.attempts import attempts_left, attempts_of
from courses.selectors.progress import progress_of
from courses.services.completion import complete_when_done
from courses.services.marking import mark_attempt

#: What was sent before the deadline may arrive a little later.
GRACE = timedelta(seconds=30)


def start_attempt(*, enrolment: Enrolment, quiz: Quiz) -> Attempt:
    """Start an attempt, or return the one that is open: a double click and a second tab make one.

    An attempt that the clock has closed is marked first, and stays marked when the start is then refused.
    Raises `QuizLocked`, `AlreadyPassed`, `NoAttemptsLeft`.
    """
    for attempt in attempts_of(enrolment).filter(state=AttemptState.OPEN):
        close_overdue_attempt(attempt=attempt)
    with transaction.atomic():
        Enrolment.objects.select_for_update(no_key=True).get(pk=enrolment.pk)
        attempts = list(attempts_of(enrolment))
        if attempts and attempts[-1].is_open:
            return attempts[-1]
        _check_start(enrolment, quiz, attempts)
        return _new_attempt(enrolment, quiz, len(attempts) + 1)


def _check_start(enrolment: Enrolment, quiz: Quiz, attempts: list[Attempt]) -> None:
    if any(attempt.passed for attempt in attempts):
        raise AlreadyPassed
    if not progress_of(enrolment).lessons_are_read:
        raise QuizLocked
    if not attempts_left(quiz, len(attempts)):
        raise NoAttemptsLeft


def _new_attempt(enrolment: Enrolment, quiz: Quiz, number: int) -> Attempt:
    now = timezone.now()
    minutes = quiz.time_limit_minutes
    attempt = Attempt.objects.create(
        enrolment=enrolment,
        quiz=quiz,
        number=number,
        started_at=now,
        deadline=now + timedelta(minutes=minutes) if minutes else None,
    )
    AttemptQuestion.objects.bulk_create(
        AttemptQuestion(attempt=attempt, position=position, revision_id=revision, marks=marks)
        for position, (revision, marks) in enumerate(_questions_to_ask(quiz), start=1)
    )
    return attempt


def _questions_to_ask(quiz: Quiz) -> QuerySet[QuizQuestion, tuple[int, Decimal]]:
    """Newest revision and marks of each question, in order."""
    newest = QuestionRevision.objects.filter(question=OuterRef("question")).order_by("-number").values("pk")[:1]
    return QuizQuestion.objects.filter(quiz=quiz).values_list(Subquery(newest), "marks")


def is_overdue(attempt: Attempt, now: datetime | None = None) -> bool:
    """Whether the server's clock has closed the attempt, grace included."""
    return attempt.deadline is not None and (now or timezone.now()) > attempt.deadline + GRACE


@transaction.atomic
def save_answers(*, attempt: Attempt, answers: Mapping[int, Answer]) -> None:
    """Keep answers, by position, of an open attempt. Raises `AttemptClosed`, or `AttemptTimedOut` when time was up."""
    locked = _locked(attempt)
    if not locked.is_open:
        raise AttemptTimedOut if locked.state == AttemptState.TIMED_OUT else AttemptClosed
    if is_overdue(locked):
        raise AttemptTimedOut
    _store(locked, answers)


@transaction.atomic
def submit_attempt(*, attempt: Attempt, answers: Mapping[int, Answer]) -> Attempt:
    """Close the attempt and mark it; complete the course when nothing remains. Submitting again changes nothing.

    What arrives after the deadline and its grace is not taken: what was saved before is marked, and the state says so.
    """
    locked = _locked(attempt)
    if not locked.is_open:
        return locked
    if is_overdue(locked):
        return _close(locked, AttemptState.TIMED_OUT)
    _store(locked, answers)
    return _close(locked, AttemptState.SUBMITTED)


@transaction.atomic
def close_overdue_attempt(*, attempt: Attempt) -> Attempt:
    """Close and mark an attempt whose time is up; any other stays as it is."""
    locked = _locked(attempt)
    return _close(locked, AttemptState.TIMED_OUT) if locked.is_open and is_overdue(locked) else locked


def _locked(attempt: Attempt) -> Attempt:
    return Attempt.objects.select_for_update(of=("self",)).select_related("quiz", "enrolment").get(pk=attempt.pk)


def _store(attempt: Attempt, answers: Mapping[int, Answer]) -> None:
    now = timezone.now()
    asked = [question for question in attempt.questions.all() if question.position in answers]
    for question in asked:
        question.answer, question.answered_at = answers[question.position], now
    AttemptQuestion.objects.bulk_update(asked, ["answer", "answered_at"])


def _close(attempt: Attempt, state: AttemptState) -> Attempt:
    mark_attempt(attempt=attempt)
    attempt.state, attempt.closed_at = state, timezone.now()
    attempt.save(update_fields=["state", "closed_at", "score", "max_score", "passed"])
    complete_when_done(enrolment=attempt.enrolment)
    return attempt
