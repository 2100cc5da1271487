"""Marking by a person: an essay is read, marked once, and with the last one the attempt has its result."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from django.db import transaction
from django.utils import timezone

from academy.accounts.models import User
from courses.enums import AttemptLetterKind, AttemptState
from courses.errors import AlreadyMarked
from courses.models import Attempt, AttemptLetter, AttemptQuestion
from courses.questions.essay import share_of_levels
from courses.selectors.attempts import GRACE
from courses.services.completion import complete_after_attempt
from courses.services.marking import CENT, mark_attempt


@transaction.atomic
def mark_by_hand(
    *, asked: AttemptQuestion, by: User, score: Decimal | None = None, levels: Mapping[str, str], comment: str = ""
) -> Attempt:
    """Give an answer its marks: those of the levels chosen in the rubric, or `score` where there is none.

    Of two people at once the first one counts: the other gets `AlreadyMarked`. With the last answer the attempt is
    marked, a letter is owed, and what follows from passing follows. Raises `ValueError` for marks out of range.
    """
    attempt = (
        Attempt.objects.select_for_update(of=("self",)).select_related("quiz", "enrolment").get(pk=asked.attempt_id)
    )
    body = asked.revision.body
    given = asked.marks * share_of_levels(body, levels) if body.get("criteria") else score
    if given is None or not 0 <= given <= asked.marks:
        raise ValueError("marks lie between 0 and those of the question")
    waiting = AttemptQuestion.objects.filter(pk=asked.pk, score=None, attempt__state=AttemptState.AWAITING)
    facts = {"levels": dict(levels), "comment": comment, "marked_by": by, "marked_at": timezone.now()}
    if not waiting.update(score=given.quantize(CENT, ROUND_HALF_UP), **facts):
        raise AlreadyMarked
    return _finish(attempt)


def _finish(attempt: Attempt) -> Attempt:
    """Give the attempt its result, unless something still waits."""
    mark_attempt(attempt=attempt)
    if attempt.score is None:
        return attempt
    attempt.state = closed_state(attempt)
    attempt.save(update_fields=["state", "score", "max_score", "passed"])
    AttemptLetter.objects.create(attempt=attempt, kind=AttemptLetterKind.MARKED)
    complete_after_attempt(attempt=attempt)
    return attempt


def closed_state(attempt: Attempt) -> AttemptState:
    """Whether it was submitted or closed by the clock: what arrives in time closes no attempt after the grace."""
    is_late = attempt.deadline and attempt.closed_at and attempt.closed_at > attempt.deadline + GRACE
    return AttemptState.TIMED_OUT if is_late else AttemptState.SUBMITTED
