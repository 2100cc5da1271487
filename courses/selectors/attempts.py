"""Attempts at a quiz, as their owner may see them."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from math import ceil
from typing import Final, Protocol
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from academy.prepared import PreparedInstances
from courses.data import QuizGate
from courses.enums import Grading
from courses.models import Attempt, AttemptQuestion, Enrolment, Quiz

#: What was sent before the deadline may arrive a little later.
GRACE = timedelta(seconds=30)
_OWN: Final = PreparedInstances(
    Attempt,
    lambda user, attempt: Attempt.objects.filter(pk=attempt, enrolment__user=user).order_by(),
    *(-1, UUID(int=1)),
    related=("quiz", "quiz__course", "enrolment", "enrolment__course", "enrolment__cohort"),
)


def attempts_of(enrolment: Enrolment | int) -> QuerySet[Attempt]:
    """The learner's attempts, the first one first."""
    return Attempt.objects.filter(enrolment=enrolment).order_by("number")


_OF_ENROLMENT: Final = PreparedInstances(Attempt, attempts_of, -1)


def read_attempts(enrolment: Enrolment) -> list[Attempt]:
    """Return the same, read. One query."""
    return _OF_ENROLMENT.instances(enrolment.pk)


def attempts_left(quiz: Quiz, used: int) -> int:
    """How many more may be started."""
    return max(0, quiz.attempts_allowed - used)


def gate_of(quiz: Quiz, attempts: Sequence[Attempt], now: datetime | None = None) -> QuizGate | None:
    """Why none can be started now; nothing while one is open, or when one has passed. `attempts` in their order."""
    now = now or timezone.now()
    if any(attempt.passed or attempt.is_open for attempt in attempts):
        return None
    if any(attempt.awaits_marking for attempt in attempts):
        return QuizGate(awaits_marking=True)
    if quiz.opens_at and now < quiz.opens_at:
        return QuizGate(opens_at=quiz.opens_at)
    if quiz.closes_at and now >= quiz.closes_at:
        return QuizGate(closed_since=quiz.closes_at)
    next_at = _next_start(quiz, attempts)
    return QuizGate(next_at=next_at) if next_at and now < next_at else None


def _next_start(quiz: Quiz, attempts: Sequence[Attempt]) -> datetime | None:
    """When the waiting time after the last attempt is over."""
    ended = attempts[-1].closed_at if attempts else None
    return ended + timedelta(minutes=quiz.wait_minutes) if ended and quiz.wait_minutes else None


def is_practice(quiz: Quiz, number: int) -> bool:
    """Whether an attempt with this number cannot pass, because only the first one counts."""
    return quiz.grading == Grading.FIRST and number > 1


def minutes_allowed(quiz: Quiz, extra_time: int) -> int | None:
    """How long an attempt may take with `extra_time` per cent more, in whole minutes; None where there is no limit."""
    minutes = quiz.time_limit_minutes
    return ceil(minutes * (100 + extra_time) / 100) if minutes else None


def unanswered(asked: Iterable[AttemptQuestion]) -> list[AttemptQuestion]:
    """The questions to which nothing is saved. Told apart here: a database knows two kinds of no answer."""
    return [question for question in asked if question.answer is None]


def own_attempt(user_id: int, attempt_id: UUID) -> Attempt | None:
    """Return a person's attempt with what its pages need: a foreign one is a missing one. One query."""
    return _OWN.first(user_id, attempt_id)


class Marked(Protocol):
    """An attempt, as far as it decides here."""

    @property
    def percent(self) -> int | None:
        """The result in whole per cent."""

    @property
    def passed(self) -> bool | None:
        """Whether it passed."""


def counting_percent(attempts: Sequence[Marked], grading: Grading) -> int | None:
    """The result of a learner's attempts, in their order, by a rule; None while none of them has one.

    The last attempt is the one that passed, if one did: re-marking may find that an earlier one had passed already.
    """
    closed = [(percent, one.passed) for one in attempts if (percent := one.percent) is not None]
    if not closed or grading == Grading.FIRST:
        return closed[0][0] if closed else None
    if grading == Grading.BEST:
        return max([percent for percent, _passed in closed])
    return next((percent for percent, passed in closed if passed), closed[-1][0])
