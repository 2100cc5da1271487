"""What is told of a closed attempt, and when. While an attempt is open nothing is told of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils import timezone

from academy.languages import text_in
from courses.enums import Grading, Told
from courses.models import Attempt, AttemptQuestion, Quiz
from courses.questions import TYPES, Review
from courses.questions.essay import levels_of
from courses.selectors.asked import asked_in
from courses.selectors.attempts import GRACE, attempts_left, counting_percent, is_practice

#: How long “right after an attempt” lasts.
RIGHT_AFTER = timedelta(minutes=10)


def is_at_last(quiz: Quiz, attempts: Sequence[Attempt], now: datetime | None = None) -> bool:
    """Whether the quiz is over for whoever made these attempts, so that the last moment of its policy has come.

    Where it closes at a time, it is over for everybody then, and before it for nobody: those who have passed could
    tell those who have not. Never while an attempt of this learner is open, or awaits marking.
    """
    if any(attempt.is_open or attempt.awaits_marking for attempt in attempts):
        return False
    if quiz.closes_at:
        return (now or timezone.now()) > quiz.closes_at + GRACE
    return any(attempt.passed for attempt in attempts) or not attempts_left(quiz, len(attempts))


def told_of(attempt: Attempt, *, quiz: Quiz, attempts: Sequence[Attempt], now: datetime | None = None) -> Told:
    """How much of a closed attempt is told at this moment; `attempts` are all of the learner.

    “Right after” is over as soon as the next attempt is open: it may ask the same.
    """
    if attempt.awaits_marking:
        return Told.VERDICT
    now = now or timezone.now()
    if is_at_last(quiz, attempts, now):
        return Told(quiz.told_at_last)
    is_fresh = attempt.closed_at is not None and now <= attempt.closed_at + RIGHT_AFTER
    if is_fresh and not any(one.is_open for one in attempts):
        return Told(quiz.told_at_once)
    return Told(quiz.told_later)


def certified_percent(quiz: Quiz, attempts: Sequence[Attempt], now: datetime | None = None) -> int | None:
    """The result that a certificate may say, in whole per cent: what is told now and at every moment to come.

    A certificate stays, and whoever has its code reads it: what is told for ten minutes, or only later, is not said.
    """
    moments = {quiz.told_at_last} | (set() if is_at_last(quiz, attempts, now) else {quiz.told_at_once, quiz.told_later})
    return counting_percent(attempts, Grading(quiz.grading)) if min(moments) >= Told.SCORE else None


@dataclass(frozen=True, kw_only=True)
class AttemptRow:
    """An attempt in a list of its learner; `percent` is None while it is not told."""

    attempt: Attempt
    percent: int | None
    is_practice: bool


def attempt_rows(quiz: Quiz, attempts: Sequence[Attempt]) -> list[AttemptRow]:
    """List all attempts of a learner with what may be told of each."""
    return [_row(attempt, quiz, attempts) for attempt in attempts]


def _row(attempt: Attempt, quiz: Quiz, attempts: Sequence[Attempt]) -> AttemptRow:
    is_told = not attempt.is_open and told_of(attempt, quiz=quiz, attempts=attempts) >= Told.SCORE
    return AttemptRow(
        attempt=attempt,
        percent=attempt.percent if is_told else None,
        is_practice=not attempt.passed and is_practice(quiz, attempt.number),
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class MarkedQuestion:
    """A question of a closed attempt with the marks it earned, or lost. Two are equal that are shown alike."""

    position: int
    score: Decimal
    marks: Decimal
    review: Review
    comment: str = ""
    levels: Sequence[tuple[str, str, str]] = ()

    @property
    def outcome(self) -> str:
        """“correct”, “partly” or “incorrect”: the template says it in words."""
        if self.score == self.marks:
            return "correct"
        return "partly" if self.score > 0 else "incorrect"

    @cached_property
    def told(self) -> str:
        """All that decides how it is shown."""
        return repr(self)

    @property
    def is_written(self) -> bool:
        """Whether it shows what somebody wrote, which is kept for nobody else."""
        return bool(self.review.parts or self.comment)

    def __eq__(self, other: object) -> bool:
        """Compare what is shown."""
        return isinstance(other, MarkedQuestion) and self.told == other.told

    def __hash__(self) -> int:
        """Return the same for what is shown alike."""
        return hash(self.told)


def reviews_of(attempt: Attempt, *, language: str, told: Told) -> list[MarkedQuestion]:
    """Review a closed attempt as far as may be told. Raises `ValueError` for an open one: nothing of it is shown."""
    if attempt.is_open:
        raise ValueError("an open attempt has no review")
    if told < Told.ANSWERS:
        return []
    return [_marked(question, language=language, told=told) for question in asked_in(attempt)]


def _marked(asked: AttemptQuestion, *, language: str, told: Told) -> MarkedQuestion:
    """Tell what is right by the revision that has marked the question."""
    revision = asked.key or asked.revision
    review = TYPES[revision.question.type].review(revision.body, asked.answer, language=language)
    return MarkedQuestion(
        position=asked.position,
        score=asked.score or Decimal(0),
        marks=asked.marks,
        review=_narrowed(review, told),
        comment=asked.comment if told >= Told.FEEDBACK else "",
        levels=rubric_result(revision.body, asked.levels, language) if told >= Told.FEEDBACK else (),
    )


def rubric_result(body: Mapping[str, Any], chosen: Mapping[str, str], language: str) -> list[tuple[str, str, str]]:
    """Name each criterion of a rubric with the points and words of the level that was chosen."""
    return [
        (text_in(criterion["text"], language), points, words)
        for criterion in body.get("criteria", ())
        for points, words in levels_of(criterion, language)
        if chosen.get(criterion["id"]) == points
    ]


def _narrowed(review: Review, told: Told) -> Review:
    if told == Told.EVERYTHING:
        return review
    return review.without_answers() if told == Told.FEEDBACK else review.without_feedback()
