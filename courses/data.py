"""Plain, frozen values that selectors hand to views, tags and templates."""

from dataclasses import dataclass
from datetime import date, datetime


def achievement_key(code: str) -> str:
    """Return under which key the issuing office knows the course with this code."""
    return f"course:{code}"


def programme_key(code: str) -> str:
    """Return under which key the issuing office knows the programme with this code."""
    return f"programme:{code}"


@dataclass(frozen=True, kw_only=True)
class Closure:
    """Why a lesson is closed to one learner: until a day, until another lesson (by id) has been read, or both.

    `with_cohort` tells that the day is the first one of the learner's cohort.
    """

    opens_on: date | None = None
    waits_for: int | None = None
    with_cohort: bool = False


@dataclass(frozen=True, kw_only=True)
class NextLesson:
    """The required lesson to read next, by its place in the list, and what it asks for."""

    position: int
    closure: Closure | None = None
    in_order: bool = False
    minimum_minutes: int | None = None
    read_to_end: bool = False


@dataclass(frozen=True, kw_only=True)
class QuizGate:
    """Why no attempt can be started now, whatever is left: it opens later, has closed, or one has to wait."""

    opens_at: datetime | None = None
    closed_since: datetime | None = None
    next_at: datetime | None = None
    awaits_marking: bool = False


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far one enrolment has come: lessons required of this learner, and the quiz as one step more.

    `no_attempts_left` tells that the quiz can be neither started again nor gone on with, `first_failed` that only the
    first attempt counts and did not pass. `over_since` is the last day of a cohort that has ended: what is not
    completed then counts no more.
    """

    read: int
    total: int
    has_quiz: bool
    quiz_passed: bool
    no_attempts_left: bool = False
    first_failed: bool = False
    gate: QuizGate | None = None
    is_completed: bool
    next_lesson: NextLesson | None = None
    over_since: date | None = None

    @property
    def percent(self) -> int:
        """Whole per cent, rounded down: 100 exactly when completed, else 0 to 99."""
        if self.is_completed:
            return 100
        steps = self.total + self.has_quiz
        done = self.read + (self.has_quiz and self.quiz_passed)
        return min(99, done * 100 // steps) if steps else 0

    @property
    def lessons_are_read(self) -> bool:
        """Whether every required lesson has been read: then the quiz opens."""
        return self.read >= self.total

    @property
    def nothing_remains(self) -> bool:
        """Whether there is something to do on this course and all of it is done."""
        steps = self.total + self.has_quiz
        return bool(steps) and self.lessons_are_read and (self.quiz_passed or not self.has_quiz)

    @property
    def awaits_quiz(self) -> bool:
        """Whether the quiz comes next: it is open to this learner, and not passed."""
        return self.has_quiz and self.lessons_are_read and not (self.quiz_passed or self.is_completed)
