"""Marking an attempt: each question type marks its own answer, on the server, from the frozen revision."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from courses.models import Attempt, AttemptQuestion
from courses.questions import TYPES

CENT = Decimal("0.01")


def mark_question(asked: AttemptQuestion) -> Decimal:
    """Return the marks earned, from 0 to the marks of the question, in hundredths."""
    revision = asked.revision
    share = TYPES[revision.question.type].mark(revision.body, asked.answer)
    return (asked.marks * min(max(share, Decimal(0)), Decimal(1))).quantize(CENT, ROUND_HALF_UP)


def mark_attempt(*, attempt: Attempt) -> Sequence[AttemptQuestion]:
    """Set score, highest possible score and verdict on the attempt (not saved), and store each question's marks."""
    asked = list(attempt.questions.select_related("revision__question"))
    for question in asked:
        question.score = mark_question(question)
    AttemptQuestion.objects.bulk_update(asked, ["score"])
    attempt.score = sum((question.score for question in asked), Decimal(0))
    attempt.max_score = sum((question.marks for question in asked), Decimal(0))
    attempt.passed = bool(attempt.max_score) and attempt.score * 100 >= attempt.max_score * attempt.quiz.pass_mark
    return asked
