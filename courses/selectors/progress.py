"""How far learners have come: what is done, and what comes next."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from django.db.models import Exists, OuterRef
from django.utils import timezone

from academy.cms.frames import SECONDS_OF_DECIDED
from academy.cms.held import held_of_each
from academy.prepared import MANY, PreparedInstances
from courses.data import NextLesson, Progress
from courses.enums import LessonOrder
from courses.models import Attempt, Enrolment, Quiz, QuizDraw, QuizQuestion
from courses.selectors.attempts import attempts_left, gate_of, is_practice
from courses.selectors.rules import Standing, is_over, kept_lesson_pages, lesson_pages, standings_of

_ASKS, _DRAWS = (model.objects.filter(quiz=OuterRef("pk")) for model in (QuizQuestion, QuizDraw))
_QUIZZES: Final = PreparedInstances(
    Quiz, lambda courses: Quiz.objects.filter(Exists(_ASKS) | Exists(_DRAWS), course__in=courses), MANY
)
#: What is asked of an attempt here.
FACTS_OF_ATTEMPT: Final = ("id", "enrolment", "number", "state", "passed", "deadline", "closed_at")
_ATTEMPTS: Final = PreparedInstances(
    Attempt,
    lambda enrolments: Attempt.objects.filter(enrolment__in=enrolments).order_by("number"),
    MANY,
    fields=FACTS_OF_ATTEMPT,
)


def quizzes_of(course_ids: Iterable[int]) -> dict[int, Quiz]:
    """The final quiz of each course; one without questions asks nothing and does not count."""
    return {quiz.course_id: quiz for quiz in _QUIZZES.instances(list(course_ids))}


def kept_quizzes_of(course_ids: Iterable[int]) -> dict[int, Quiz]:
    """Return the same as it is shown, to be changed by nobody. What decides over a person asks `quizzes_of`."""

    def make(courses: Collection[int]) -> dict[int, Quiz | None]:
        return dict.fromkeys(courses) | quizzes_of(courses)

    held = held_of_each("quizzes", course_ids, make, seconds=SECONDS_OF_DECIDED)
    return {course: quiz for course, quiz in held.items() if quiz}


def attempts_of_each(enrolments: Sequence[Enrolment]) -> dict[int, list[Attempt]]:
    """Attempts of each enrolment in their order; an empty list for whoever has not tried. One query."""
    attempts: dict[int, list[Attempt]] = defaultdict(list)
    for attempt in _ATTEMPTS.instances([enrolment.pk for enrolment in enrolments]):
        attempts[attempt.enrolment_id].append(attempt)
    return attempts


def _is_exhausted(quiz: Quiz | None, attempts: Sequence[Attempt]) -> bool:
    """Whether the quiz can be neither started again nor gone on with, and was not passed."""
    if quiz is None or any(attempt.passed or attempt.is_open or attempt.awaits_marking for attempt in attempts):
        return False
    return not attempts_left(quiz, len(attempts))


def _has_failed_first(quiz: Quiz | None, attempts: Sequence[Attempt]) -> bool:
    """Whether nothing can pass any more, because the attempt that counts did not."""
    if quiz is None or any(attempt.passed or attempt.is_open or attempt.awaits_marking for attempt in attempts):
        return False
    return is_practice(quiz, len(attempts) + 1)


def progress_by_enrolment(enrolments: Sequence[Enrolment]) -> dict[int, Progress]:
    """Count what is done on each; their courses must be loaded. The number of queries depends on nothing."""
    course_ids = {enrolment.course_id for enrolment in enrolments}
    standings = standings_of(enrolments, lesson_pages(course_ids))
    return progress_from(enrolments, standings, quizzes_of(course_ids), attempts_of_each(enrolments))


def progress_from(
    enrolments: Sequence[Enrolment],
    standings: Mapping[int, Standing],
    quizzes: Mapping[int, Quiz],
    attempts: Mapping[int, Sequence[Attempt]],
) -> dict[int, Progress]:
    """Count what is done on each, when lessons, quizzes and attempts are known."""
    today = timezone.localdate()
    return {
        enrolment.pk: _progress(
            enrolment, standings[enrolment.pk], quizzes.get(enrolment.course_id), attempts[enrolment.pk], today
        )
        for enrolment in enrolments
    }


def _progress(
    enrolment: Enrolment, standing: Standing, quiz: Quiz | None, attempts: Sequence[Attempt], today: date
) -> Progress:
    return Progress(
        read=len(standing.required & standing.read),
        total=len(standing.required),
        has_quiz=quiz is not None,
        quiz_passed=any(attempt.passed for attempt in attempts),
        no_attempts_left=_is_exhausted(quiz, attempts),
        first_failed=_has_failed_first(quiz, attempts),
        gate=gate_of(quiz, attempts) if quiz else None,
        is_completed=enrolment.completed_at is not None,
        next_lesson=_next_lesson(enrolment, standing),
        over_since=enrolment.cohort.ends_on if enrolment.cohort and is_over(enrolment, today) else None,
    )


def _next_lesson(enrolment: Enrolment, standing: Standing) -> NextLesson | None:
    lesson = standing.next_lesson
    if lesson is None:
        return None
    return NextLesson(
        position=1 + [one.pk for one in standing.lessons].index(lesson.pk),
        closure=standing.closures.get(lesson.pk),
        in_order=enrolment.course.lesson_order == LessonOrder.IN_ORDER,
        minimum_minutes=lesson.minimum_minutes,
        read_to_end=lesson.read_to_end,
    )


def progress_of(enrolment: Enrolment) -> Progress:
    """Count what is done on one enrolment."""
    return progress_by_enrolment([enrolment])[enrolment.pk]


def shown_progress_of(enrolment: Enrolment, attempts: Sequence[Attempt]) -> Progress:
    """Count the same as it is shown, with lessons and quiz held by the process. What decides asks `progress_of`.

    `attempts` are all of the enrolment, in their order.
    """
    course, one = [enrolment.course_id], [enrolment]
    standings = standings_of(one, kept_lesson_pages(course))
    return progress_from(one, standings, kept_quizzes_of(course), {enrolment.pk: attempts})[enrolment.pk]
