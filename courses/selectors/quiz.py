"""A quiz as a learner sees it before, between and after attempts."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from academy.cms.held import held
from academy.languages import text_in
from academy.prepared import PreparedInstances
from courses.data import Progress, QuizGate
from courses.enums import ExtraTime, Grading, Told
from courses.models import Attempt, Enrolment, Quiz
from courses.selectors.attempts import attempts_left, gate_of, is_practice, minutes_allowed, read_attempts
from courses.selectors.contact import contact_of
from courses.selectors.draws import question_count
from courses.selectors.progress import shown_progress_of
from courses.selectors.reviews import AttemptRow, attempt_rows, is_at_last, told_of
from courses.selectors.steps import gate_words, remaining_steps

_OWN: Final = PreparedInstances(
    Enrolment,
    lambda user, code: Enrolment.objects.active().filter(user=user, course__code=code).order_by(),
    *(-1, "no code"),
    related=("course", "cohort"),
)
_QUIZ: Final = PreparedInstances(Quiz, lambda course: Quiz.objects.filter(course=course).order_by(), -1)


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
    def gate(self) -> QuizGate | None:
        """Why no attempt can be started now, whatever is left."""
        return gate_of(self.quiz, self.attempts)

    @property
    def gate_words(self) -> str:
        """When the quiz can be started, or that it has closed; empty while it is open."""
        return gate_words(self.gate) if self.gate else ""

    @property
    def awaits_marking(self) -> bool:
        """Whether a person has something to mark before another attempt could be started."""
        return self.gate is not None and self.gate.awaits_marking

    @property
    def has_closed(self) -> bool:
        """Whether it has closed, so that only its people can help."""
        return self.gate is not None and self.gate.closed_since is not None

    @property
    def rows(self) -> list[AttemptRow]:
        """The attempts with what may be told of each."""
        return attempt_rows(self.quiz, self.attempts)

    def told(self, attempt: Attempt) -> Told:
        """How much may be told of one of these attempts."""
        return told_of(attempt, quiz=self.quiz, attempts=self.attempts)

    @property
    def is_at_last(self) -> bool:
        """Whether the last moment of the review has come."""
        return is_at_last(self.quiz, self.attempts)

    @property
    def told_in_words(self) -> list[str]:
        """What a result tells at each moment, for the rules of the quiz."""
        quiz = self.quiz
        return [str(Told(told).label) for told in (quiz.told_at_once, quiz.told_later, quiz.told_at_last)]

    @property
    def only_first_counts(self) -> bool:
        """Whether every attempt but the first is practice."""
        return self.quiz.grading == Grading.FIRST

    @property
    def next_is_practice(self) -> bool:
        """Whether the attempt that is open, or would be started, cannot pass."""
        number = self.open_attempt.number if self.open_attempt else len(self.attempts) + 1
        return is_practice(self.quiz, number)

    @property
    def asks_for_time(self) -> bool:
        """Whether a time limit still lies ahead, so that the page says how to have it lengthened."""
        return self.minutes is not None and self.may_start

    @property
    def contact(self) -> str:
        """E-mail address to which learners of this course write."""
        return contact_of(self.quiz.course)

    def alike(self) -> Sequence[object] | None:
        """Return all that decides how its page is shown, besides the list of attempts.

        None while the learner waits for the next attempt, which begins at a moment of the learner's own.
        """
        if self.gate and self.gate.next_at:
            return None
        quiz = tuple(getattr(self.quiz, field.attname) for field in Quiz._meta.concrete_fields)  # noqa: SLF001 - Django's public API
        began = self.is_passed, self.open_attempt is not None, self.next_is_practice, self.may_start
        shown = self.question_count, self.attempts_left, self.minutes, self.has_extra_time, self.contact
        return self.quiz.course.code, *quiz, *began, *shown, self.progress, self.gate

    @property
    def may_start(self) -> bool:
        """Whether the start button leads anywhere."""
        if self.is_passed or not self.lessons_are_read:
            return False
        return self.open_attempt is not None or bool(self.attempts_left and not self.is_over and not self.gate)


def own_enrolment(user_id: int, code: str) -> Enrolment | None:
    """Return a person's enrolment on the course with this code; None of whoever is not on it. One query."""
    return _OWN.first(user_id, code)


def quiz_of(enrolment: Enrolment) -> Quiz | None:
    """Return the quiz of the course that somebody is on, if there is one. One query."""
    quiz = _QUIZ.first(enrolment.course_id)
    if quiz:
        quiz.course = enrolment.course
    return quiz


def quiz_view(quiz: Quiz, *, enrolment: Enrolment, language: str) -> QuizView:
    """Gather the quiz for an enrolled learner."""
    attempts = read_attempts(enrolment)
    return QuizView(
        quiz=quiz,
        title=text_in(quiz.title, language),
        introduction=text_in(quiz.introduction, language),
        question_count=held(f"question-count:{quiz.pk}", partial(question_count, quiz)),
        attempts=attempts,
        attempts_left=attempts_left(quiz, len(attempts)),
        progress=shown_progress_of(enrolment, attempts),
        minutes=minutes_allowed(quiz, enrolment.extra_time),
        has_extra_time=enrolment.extra_time != ExtraTime.NONE,
    )
