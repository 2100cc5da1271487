"""A quiz as a learner sees it before, between and after attempts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from academy.languages import text_in
from courses.models import Attempt, Enrolment, Quiz
from courses.questions import TYPES, Review
from courses.selectors.attempts import attempts_left, attempts_of
from courses.selectors.progress import progress_of


@dataclass(frozen=True, kw_only=True)
class QuizView:
    """Rules of a quiz, and where this learner stands with it."""

    quiz: Quiz
    title: str
    introduction: str
    question_count: int
    attempts: Sequence[Attempt]
    attempts_left: int
    lessons_are_read: bool

    @property
    def open_attempt(self) -> Attempt | None:
        """The attempt that can be gone on with."""
        return next((attempt for attempt in self.attempts if attempt.is_open), None)

    @property
    def is_passed(self) -> bool:
        """Whether one of the attempts reached the pass mark."""
        return any(attempt.passed for attempt in self.attempts)

    @property
    def may_start(self) -> bool:
        """Whether the start button leads anywhere."""
        return self.lessons_are_read and not self.is_passed and bool(self.open_attempt or self.attempts_left)


def quiz_view(quiz: Quiz, *, enrolment: Enrolment, language: str) -> QuizView:
    """Gather the quiz for an enrolled learner."""
    attempts = list(attempts_of(enrolment))
    return QuizView(
        quiz=quiz,
        title=text_in(quiz.title, language),
        introduction=text_in(quiz.introduction, language),
        question_count=quiz.places.count(),
        attempts=attempts,
        attempts_left=attempts_left(quiz, len(attempts)),
        lessons_are_read=progress_of(enrolment).lessons_are_read,
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


def reviews_of(attempt: Attempt, language: str) -> list[MarkedQuestion]:
    """Review a closed attempt. Raises `ValueError` for an open one: nothing of it may be shown."""
    if attempt.is_open:
        raise ValueError("an open attempt has no review")
    return [
        MarkedQuestion(
            position=asked.position,
            score=asked.score,
            marks=asked.marks,
            review=TYPES[asked.revision.question.type].review(asked.revision.body, asked.answer, language=language),
        )
        for asked in attempt.questions.select_related("revision__question")
    ]
