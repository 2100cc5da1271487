"""The sums behind statistics, from an attempt to the tables.

An attempt is counted after it was closed, by a task: closing waits for nothing, and fifty people who finish together
do not queue for one row. Whoever changes a sum holds the lock of the quiz's row, and reads under it what is not counted
yet. `CountedAttempt` holds each attempt once, also where the lock should fail, and remembers what it added.
"""

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone

from courses.models import Attempt, AttemptQuestion, CountedAttempt, ItemTally, Quiz, QuizTally
from courses.selectors.chosen import chosen_options
from courses.selectors.tallies import counting_attempts, uncounted_attempts
from courses.statistics.times import QUESTION_ENDS, QUIZ_ENDS, class_of, thinking_times

#: Attempts of one transaction: on SQLite nobody else writes meanwhile.
BATCH = 500
#: What an attempt adds to the sums, as JSON.
Contribution = Mapping[str, Any]
HUNDRED = 100


def count_quiz(*, quiz_id: int) -> int:
    """Count every attempt at the quiz that is not counted yet, and return how many there were.

    They are looked for once: to look again for each batch would take the square of the time.
    """
    waiting = list(uncounted_attempts().filter(quiz=quiz_id).values_list("pk", flat=True))
    batches = (waiting[start : start + BATCH] for start in range(0, len(waiting), BATCH))
    return sum(count_batch(quiz_id=quiz_id, attempts=batch) for batch in batches)


@transaction.atomic
def count_batch(*, quiz_id: int, attempts: Collection[UUID]) -> int:
    """Count those of some attempts that still wait, and return how many. Two workers count each once."""
    tally = _locked(quiz_id)
    return _count(tally, list(uncounted_attempts().filter(quiz=quiz_id, pk__in=attempts)))


@transaction.atomic
def recount_attempt(*, attempt: Attempt) -> None:
    """Take out what an attempt added, and add what it is worth now: to be called in the transaction that re-marks it.

    One that is not counted yet is left to the task; one that no longer counts is taken out alone.
    """
    tally = _locked(attempt.quiz_id)
    counted = CountedAttempt.objects.filter(attempt=attempt).first()
    if counted is None:
        return
    _add(tally, [counted.contribution], sign=-1)
    counted.delete()
    _count(tally, list(counting_attempts().filter(pk=attempt.pk)))


def recount_quiz(*, quiz: Quiz) -> int:
    """Forget all sums of a quiz and count anew; when it breaks off, the task goes on. Returns how many were counted."""
    with transaction.atomic():
        _locked(quiz.pk)
        CountedAttempt.objects.filter(attempt__quiz=quiz).delete()
        ItemTally.objects.filter(quiz=quiz).delete()
        QuizTally(quiz=quiz).save(force_update=True)
    return count_quiz(quiz_id=quiz.pk)


def _locked(quiz_id: int) -> QuizTally:
    QuizTally.objects.get_or_create(quiz_id=quiz_id)
    return QuizTally.objects.select_for_update(no_key=True).get(quiz_id=quiz_id)


def _count(tally: QuizTally, attempts: list[Attempt]) -> int:
    prefetch_related_objects(attempts, "questions__revision__question")
    rows = [CountedAttempt(attempt=attempt, contribution=contribution_of(attempt)) for attempt in attempts]
    CountedAttempt.objects.bulk_create(rows)
    if rows:
        _add(tally, [row.contribution for row in rows])
    return len(rows)


def contribution_of(attempt: Attempt) -> Contribution:
    """Return what a marked attempt adds: hundredths of marks, its result, classes of times, chosen options.

    `total` is the sum of what its questions earned. No score falls below 0, but with marks taken off that sum may.
    """
    asked = list(attempt.questions.all())
    times = thinking_times(attempt.started_at, {row.position: row.answered_at for row in asked})
    taken = (attempt.closed_at - attempt.started_at).total_seconds() if attempt.closed_at else 0.0
    items = [_item(row, times.get(row.position)) for row in asked]
    return {
        "score": _hundredths(attempt.score),
        "total": sum(item["score"] for item in items),
        "max_score": _hundredths(attempt.max_score),
        "result": min(HUNDRED, max(0, attempt.percent or 0)),
        "time": class_of(taken, QUIZ_ENDS),
        "items": items,
    }


def _item(row: AttemptQuestion, seconds: float | None) -> Contribution:
    revision = row.revision
    return {
        "revision": revision.pk,
        "score": _hundredths(row.score),
        "marks": _hundredths(row.marks),
        "time": None if seconds is None else class_of(seconds, QUESTION_ENDS),
        "options": chosen_options(revision.question.type, revision.body, row.answer),
    }


def _hundredths(marks: Decimal | None) -> int:
    return int((marks or Decimal(0)) * HUNDRED)


def _add(tally: QuizTally, contributions: Iterable[Contribution], sign: int = 1) -> None:
    """Add to the sums of the quiz and of its questions, or with -1 take away, and save them."""
    items = {item.revision_id: item for item in ItemTally.objects.filter(quiz=tally.quiz_id)}
    for contribution in contributions:
        _add_attempt(tally, contribution, sign)
        for part in contribution["items"]:
            made = ItemTally(quiz_id=tally.quiz_id, revision_id=part["revision"])
            _add_answer(items.setdefault(part["revision"], made), part, contribution, sign)
    tally.counted_at = timezone.now()
    tally.save()
    new, old = ([item for item in items.values() if (item.pk is None) is is_new] for is_new in (True, False))
    ItemTally.objects.bulk_create(new)
    ItemTally.objects.bulk_update(old, (*NUMBERS, *HISTOGRAMS))
    ItemTally.objects.filter(quiz=tally.quiz_id, answers=0).delete()


def _add_attempt(tally: QuizTally, contribution: Contribution, sign: int) -> None:
    tally.attempts += sign
    tally.score += sign * contribution["score"]
    tally.score_squares += sign * contribution["score"] ** 2
    tally.max_score += sign * contribution["max_score"]
    _tick(tally.results, contribution["result"], sign)
    _tick(tally.times, contribution["time"], sign)


#: The columns of `ItemTally` that change.
NUMBERS = ("answers", "score", "score_squares", "marks", "total", "total_squares", "products")
HISTOGRAMS = ("people", "earned", "possible", "options", "times")


def _add_answer(item: ItemTally, part: Contribution, attempt: Contribution, sign: int) -> None:
    score, total, result = part["score"], attempt["total"], attempt["result"]
    item.answers += sign
    item.score += sign * score
    item.score_squares += sign * score**2
    item.marks += sign * part["marks"]
    item.total += sign * total
    item.total_squares += sign * total**2
    item.products += sign * score * total
    _tick(item.people, result, sign)
    _tick(item.earned, result, sign * score)
    _tick(item.possible, result, sign * part["marks"])
    for option in part["options"]:
        chosen = item.options.pop(option, {})
        _tick(chosen, result, sign)
        item.options |= {option: chosen} if chosen else {}
    if part["time"] is not None:
        _tick(item.times, part["time"], sign)


def _tick(histogram: dict[str, int], key: int, amount: int) -> None:
    """Add to one place of a histogram; a place that holds nothing is left out."""
    histogram[str(key)] = histogram.get(str(key), 0) + amount
    if not histogram[str(key)]:
        del histogram[str(key)]
