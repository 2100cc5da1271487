"""A quiz as a learner sees it before, between and after attempts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from academy.languages import text_in
from courses.data import Progress
from courses.enums import ExtraTime
from courses.models import Attempt, AttemptQuestion, Enrolment, Quiz
from courses.questions import TYPES, Review
from courses.selectors.attempts import attempts_left, attempts_of, minutes_allowed
from courses.selectors.contact import contact_of
from courses.selectors.progress import progress_of
from courses.selectors.steps import remaining_steps


@dataclass(frozen=True, kw_only=True)
class QuizView:
    """Rules of a quiz, and where this learner stands with it."""

    quiz: Quiz
    title: str
    introduction: str
    question_count: int
    attempts: Sequence[Attempt]
    attempts_left: int
    progress: Progress
    minutes: int | None
    has_extra_time: bool

    @property
    def open_attempt(self) -> Attempt | None:
        """The attempt that can be gone on with."""
        return next((attempt for attempt in self.attempts if attempt.is_open), None)

    @property
    def lessons_are_read(self) -> bool:
        """Whether the quiz is open."""
        return self.progress.lessons_are_read

    @property
    def is_over(self) -> bool:
        """Whether the cohort has ended, so that no attempt can be started."""
        return self.progress.over_since is not None

    @property
    def remaining(self) -> list[str]:
        """What remains on the course, in words."""
        return remaining_steps(self.progress)

    @property
    def is_passed(self) -> bool:
        """Whether one of the attempts reached the pass mark."""
        return any(attempt.passed for attempt in self.attempts)

    @property
    def asks_for_time(self) -> bool:
        """Whether a time limit still lies ahead, so that the page says how to have it lengthened."""
        return self.minutes is not None and not self.tells_answers

    @property
    def contact(self) -> str:
        """E-mail address to which learners of this course write."""
        return contact_of(self.quiz.course)

    @property
    def tells_answers(self) -> bool:
        """Whether results may tell what was correct: after passing, or when no attempt is left to profit from it."""
        return self.is_passed or not (self.open_attempt or self.attempts_left)

    @property
    def may_start(self) -> bool:
        """Whether the start button leads anywhere."""
        ahead = not self.is_passed and bool(self.open_attempt or self.attempts_left)
        return ahead and self.lessons_are_read and not (self.is_over and self.open_attempt is None)


def quiz_view(quiz: Quiz, *, enrolment: Enrolment, language: str) -> QuizView:
    """Gather the quiz for an enrolled learner."""
    attempts = list(attempts_of(enrolment))
    return QuizView(
        quiz=quiz,
        title=text_in(quiz.title, language),
        introduction=text_in(quiz.introduction, language),
        question_count=quiz.places.filter(question__is_draft=False).count(),
        attempts=attempts,
        attempts_left=attempts_left(quiz, len(attempts)),
        progress=progress_of(enrolment),
        minutes=minutes_allowed(quiz, enrolment.extra_time),
        has_extra_time=enrolment.extra_time != ExtraTime.NONE,
    )


@dataclass(frozen=True, kw_only=True)
class MarkedQuestion:
    """A question of a closed attempt with the marks it earned."""

    position: int
    score: Any
    marks: Any
    review: Review

    @property
    def outcome(self) -> str:
        """“correct”, “partly” or “incorrect”: the template says it in words."""
        if self.score == self.marks:
            return "correct"
        return "partly" if self.score else "incorrect"


def reviews_of(attempt: Attempt, *, language: str, tells_answers: bool) -> list[MarkedQuestion]:
    """Review a closed attempt. Raises `ValueError` for an open one: nothing of it may be shown.

    Correct answers and explanations are left out unless `tells_answers`: the next attempt asks the same questions.
    """
    if attempt.is_open:
        raise ValueError("an open attempt has no review")
    return [
        _marked(asked, language=language, tells_answers=tells_answers)
        for asked in attempt.questions.select_related("revision__question")
    ]


def _marked(asked: AttemptQuestion, *, language: str, tells_answers: bool) -> MarkedQuestion:
    revision = asked.revision
    review = TYPES[revision.question.type].review(revision.body, asked.answer, language=language)
    return MarkedQuestion(
        position=asked.position,
        score=asked.score,
        marks=asked.marks,
        review=review if tells_answers else review.without_answers(),
    )
