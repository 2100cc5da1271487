"""Closed attempts, made without the rules of starting one."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import timezone

from courses.enums import AttemptState
from courses.models import Attempt, AttemptQuestion, Enrolment, QuestionRevision, Quiz
from courses.services.marking import mark_attempt
from tests.factories.learning import make_enrolment

#: Between one answer and the next.
PACE = timedelta(seconds=20)


def make_attempt(
    quiz: Quiz, answers: Sequence[object], *, enrolment: Enrolment | None = None, state: str = AttemptState.SUBMITTED
) -> Attempt:
    """Somebody's next attempt: every question of the quiz in order, answered as told, one every twenty seconds."""
    enrolment = enrolment or make_enrolment(quiz.course)
    begun = timezone.now() - timedelta(hours=1)
    number = enrolment.attempts.count() + 1
    attempt = Attempt.objects.create(
        enrolment=enrolment, quiz=quiz, number=number, pass_mark=quiz.pass_mark, started_at=begun
    )
    for position, (place, answer) in enumerate(zip(quiz.places.all(), answers, strict=True), start=1):
        revision = QuestionRevision.objects.filter(question=place.question_id).latest("number")
        AttemptQuestion.objects.create(
            attempt=attempt,
            position=position,
            revision=revision,
            marks=place.marks,
            answer=answer,
            answered_at=begun + PACE * position if answer is not None else None,
        )
    return attempt if state == AttemptState.OPEN else close(attempt, begun + PACE * (len(answers) + 1), state)


def close(attempt: Attempt, moment: datetime, state: str = AttemptState.SUBMITTED) -> Attempt:
    """Mark an attempt, at this moment."""
    mark_attempt(attempt=attempt)
    attempt.state, attempt.closed_at = state, moment
    attempt.save()
    return attempt
