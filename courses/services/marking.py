"""Marking an attempt: each question type marks its own answer, on the server, from the frozen revision."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from courses.models import Attempt, AttemptQuestion
from courses.questions import TYPES
from courses.selectors.attempts import is_practice

CENT = Decimal("0.01")


def mark_question(asked: AttemptQuestion, negative_percent: int = 0) -> Decimal:
    """Return the marks earned, in hundredths, at most those of the question; below 0 where a wrong answer costs some.

    Wrong is an answer that earns nothing. What was left without an answer costs nothing.
    """
    revision = asked.revision
    share = min(max(TYPES[revision.question.type].mark(revision.body, asked.answer), Decimal(0)), Decimal(1))
    if share == 0 and asked.answer is not None:
        share = -Decimal(negative_percent) / 100
    return (asked.marks * share).quantize(CENT, ROUND_HALF_UP)


def mark_questions(asked: Sequence[AttemptQuestion], negative_percent: int) -> tuple[Decimal, Decimal]:
    """Set the marks of each question, and return what they add up to, never below 0, and the most that was possible."""
    for question in asked:
        question.score = mark_question(question, negative_percent)
    score = sum((question.score or Decimal(0) for question in asked), Decimal(0))
    return max(score, Decimal(0)), sum((question.marks for question in asked), Decimal(0))


def mark_attempt(*, attempt: Attempt) -> None:
    """Set score, highest possible score and verdict on the attempt (not saved), and store each question's marks.

    An attempt for practice passes nothing.
    """
    asked = list(attempt.questions.select_related("revision__question"))
    attempt.score, attempt.max_score = mark_questions(asked, attempt.negative_percent)
    AttemptQuestion.objects.bulk_update(asked, ["score"])
    reaches = attempt.max_score > 0 and attempt.score * 100 >= attempt.max_score * attempt.pass_mark
    attempt.passed = reaches and not is_practice(attempt.quiz, attempt.number)
