"""Attempts at a quiz, as their owner may see them."""

from math import ceil

from django.db.models import QuerySet

from courses.models import Attempt, AttemptQuestion, Enrolment, Quiz


def attempts_of(enrolment: Enrolment) -> QuerySet[Attempt]:
    """The learner's attempts, the first one first."""
    return Attempt.objects.filter(enrolment=enrolment).order_by("number")


def attempts_left(quiz: Quiz, used: int) -> int:
    """How many more may be started."""
    return max(0, quiz.attempts_allowed - used)


def minutes_allowed(quiz: Quiz, extra_time: int) -> int | None:
    """How long an attempt may take with `extra_time` per cent more, in whole minutes; None where there is no limit."""
    minutes = quiz.time_limit_minutes
    return ceil(minutes * (100 + extra_time) / 100) if minutes else None


def unanswered(attempt: Attempt) -> list[AttemptQuestion]:
    """The questions to which nothing is saved, in order. Told apart here: a database knows two kinds of no answer."""
    return [question for question in attempt.questions.select_related("revision") if question.answer is None]


def own_attempts(user_id: int) -> QuerySet[Attempt]:
    """The attempts of one person with what their pages need: a foreign one answers as a missing one."""
    return Attempt.objects.filter(enrolment__user_id=user_id).select_related("quiz__course", "enrolment")


def best_percent(enrolment: Enrolment) -> int | None:
    """The best result in whole per cent, or None where nothing was tested."""
    results = [attempt.percent for attempt in attempts_of(enrolment) if attempt.percent is not None]
    return max(results, default=None)
