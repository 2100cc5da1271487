"""What courses ask of their learners, the same for everybody and therefore kept: lessons to be read, and a quiz."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from hashlib import sha256
from typing import Any, Final

from django.db.models import QuerySet, Value

from academy.cms.frames import SECONDS_OF_DECIDED
from academy.cms.held import held
from academy.prepared import MANY, Prepared
from courses.data import Progress
from courses.models import Attempt, LessonPage, LessonProgress
from courses.selectors.progress import quizzes_of

#: In the place of a lesson: the quiz was passed.
_QUIZ: Final = 0


@dataclass(frozen=True, kw_only=True)
class Required:
    """Each page of a required lesson: its lesson, and since when it is published; whether there is a quiz to pass."""

    pages: Sequence[tuple[int, datetime]] = ()
    has_quiz: bool = False

    def lessons_for(self, enrolled_at: datetime) -> set[int]:
        """Lessons, by id, that whoever enrolled then has to read: what was published later is not asked for."""
        return {lesson for lesson, published_at in self.pages if published_at <= enrolled_at}


def required_in(courses: Collection[int]) -> Mapping[int, Required]:
    """What each of these courses asks for. Two queries, or none where it is kept."""
    wanted = sorted(set(courses))
    if not wanted:
        return {}
    name = f"required:{sha256(repr(wanted).encode()).hexdigest()}"
    return held(name, partial(_asked, wanted), seconds=SECONDS_OF_DECIDED)


def _asked(courses: Sequence[int]) -> Mapping[int, Required]:
    pages: dict[int, list[tuple[int, datetime]]] = defaultdict(list)
    live = LessonPage.objects.live().filter(lesson__course__in=courses, lesson__is_required=True)
    live = live.filter(first_published_at__isnull=False).order_by()
    for course, lesson, published_at in live.values_list("lesson__course", "lesson", "first_published_at"):
        pages[course].append((lesson, published_at))
    quizzes = quizzes_of(courses)
    return {course: Required(pages=pages[course], has_quiz=course in quizzes) for course in courses}


def percents_of(enrolments: Mapping[int, tuple[int, datetime]]) -> dict[int, int]:
    """How far each of these enrolments, none of them completed, has come in whole per cent (`Progress.percent`).

    `enrolments` says of each, by id, its course and when it began. One query beside what is kept.
    """
    required = required_in([course for course, _began in enrolments.values()])
    done = _done(enrolments.keys())
    return {pk: _percent(required[course], began, done[pk]) for pk, (course, began) in enrolments.items()}


def _done(enrolments: Collection[int]) -> Mapping[int, set[int]]:
    """The lessons, by id, that were read on each of these enrolments, and `_QUIZ` where that was passed."""
    found = defaultdict[int, set[int]](set)
    for enrolment, step in _STEPS.rows(enrolments, enrolments):
        found[enrolment].add(step)
    return found


def _steps(reading: Collection[int], passing: Collection[int]) -> QuerySet[Any, tuple[int, int]]:
    read = LessonProgress.objects.filter(enrolment__in=reading).values_list("enrolment", "lesson")
    passed = Attempt.objects.filter(enrolment__in=passing, passed=True).order_by()
    return read.union(passed.values_list("enrolment", Value(_QUIZ)), all=True)


_STEPS: Final = Prepared(_steps, MANY, MANY)


def _percent(required: Required, began: datetime, done: set[int]) -> int:
    lessons = required.lessons_for(began)
    return Progress(
        read=len(lessons & done),
        total=len(lessons),
        has_quiz=required.has_quiz,
        quiz_passed=_QUIZ in done,
        is_completed=False,
    ).percent
