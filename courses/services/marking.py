"""Marking an attempt: each question type marks its own answer, on the server, from the frozen revision."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from courses.models import Attempt, AttemptQuestion
from courses.questions import TYPES
from courses.selectors.asked import asked_in
from courses.selectors.attempts import is_practice

CENT = Decimal("0.01")


def mark_question(asked: AttemptQuestion, negative_percent: int = 0) -> Decimal | None:
    """Return the marks earned, in hundredths, at most those of the question; below 0 where a wrong answer costs some.

    Wrong is an answer that earns nothing. What was left without an answer costs nothing. What a person has to mark
    keeps what the person gave, None before that. A question that was wrong is marked by its key, or in full.
    """
    if asked.is_granted:
        return asked.marks
    revision = asked.key or asked.revision
    type_ = TYPES[revision.question.type]
    if type_.is_marked_by_person and asked.answer is not None:
        return asked.score
    share = min(max(type_.mark(revision.body, asked.answer), Decimal(0)), Decimal(1))
    if share == 0 and asked.answer is not None:
        share = -Decimal(negative_percent) / 100
    return (asked.marks * share).quantize(CENT, ROUND_HALF_UP)


def mark_questions(asked: Sequence[AttemptQuestion], negative_percent: int) -> tuple[Decimal | None, Decimal]:
    """Set the marks of each question, and return what they add up to, never below 0, and the most that was possible.

    The first is None while a person has something to mark.
    """
    for question in asked:
        question.score = mark_question(question, negative_percent)
    most = sum((question.marks for question in asked), Decimal(0))
    scores = [question.score for question in asked]
    if None in scores:
        return None, most
    return max(sum((score for score in scores if score), Decimal(0)), Decimal(0)), most


def mark_attempt(*, attempt: Attempt) -> None:
    """Set score, highest possible score and verdict on the attempt (not saved), and store each question's marks."""
    asked = asked_in(attempt)
    mark_asked(attempt, asked)
    AttemptQuestion.objects.bulk_update(asked, ["score"])


def mark_asked(attempt: Attempt, asked: Sequence[AttemptQuestion]) -> None:
    """Set the same, and the marks of the attempt's questions. Nothing is saved.

    An attempt for practice passes nothing. While a person has something to mark, score and verdict are None.
    """
    attempt.score, attempt.max_score = mark_questions(asked, attempt.negative_percent)
    if attempt.score is None:
        attempt.passed = None
        return
    reaches = attempt.max_score > 0 and attempt.score * 100 >= attempt.max_score * attempt.pass_mark
    attempt.passed = reaches and not is_practice(attempt.quiz, attempt.number)
