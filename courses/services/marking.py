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
    score, max_score = Decimal(0), Decimal(0)
    for question in asked:
        question.score = mark_question(question)
        score, max_score = score + question.score, max_score + question.marks
    AttemptQuestion.objects.bulk_update(asked, ["score"])
    attempt.score, attempt.max_score = score, max_score
    attempt.passed = max_score > 0 and score * 100 >= max_score * attempt.pass_mark
    return asked
