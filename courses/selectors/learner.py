"""What the pages of a course and of a lesson ask about their reader: everything at once, in one question."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from academy.accounts.models import User
from academy.prepared import Prepared, PreparedInstances
from academy.together import Together
from certification import api as certification
from courses.data import achievement_key
from courses.models import (
    Attempt,
    Bookmark,
    Course,
    Enrolment,
    LessonNote,
    LessonProgress,
    LessonVisit,
    PlaybackPosition,
)
from courses.selectors.announcements import sent_announcements
from courses.selectors.discussion import ASKED, MUTED, Participant
from courses.selectors.outline import ENROLMENT, Outline, outline_of_outsider, outlines_with
from courses.selectors.progress import FACTS_OF_ATTEMPT
from courses.selectors.study import BOOKMARK, NOTE, POSITIONS
from courses.selectors.trainers import NAMED, is_trainer_of

Rows = Sequence[tuple[Any, ...]]

#: For a person and a course: lessons that were read, attempts, whether anything was announced.
_READ: Final = Prepared(
    lambda user, course: LessonProgress.objects.filter(
        enrolment__user=user, enrolment__course=course, enrolment__withdrawn_at=None
    ).values_list("lesson"),
    *(-1, -2),
)
_ATTEMPTS: Final = PreparedInstances(
    Attempt,
    lambda user, course: Attempt.objects.filter(
        enrolment__user=user, enrolment__course=course, enrolment__withdrawn_at=None
    ).order_by("number"),
    *(-1, -2),
    fields=FACTS_OF_ATTEMPT,
)
_ANNOUNCED: Final = Prepared(
    lambda user, course: sent_announcements(user).filter(course=course).order_by().values_list("pk")[:1], -1, -2
)
#: For a person, a course and a lesson of it.
_VISIT: Final = PreparedInstances(
    LessonVisit,
    lambda user, course, lesson: LessonVisit.objects.filter(
        enrolment__user=user, enrolment__course=course, enrolment__withdrawn_at=None, lesson=lesson
    ),
    *(-1, -2, -3),
)
_OF_COURSE: Final = Together(ENROLMENT, _READ, _ATTEMPTS, _ANNOUNCED, certification.DECIDED)
_OF_LESSON: Final = Together(ENROLMENT, _READ, _ATTEMPTS, _VISIT, NOTE, BOOKMARK, POSITIONS, NAMED, MUTED, ASKED)


@dataclass(frozen=True, kw_only=True)
class Learner:
    """Somebody who is logged in, and where this person stands on a course."""

    user: User
    course: Course
    enrolment: Enrolment | None
    read: set[int]
    attempts: Sequence[Attempt]

    def outline(self, language: str) -> Outline:
        """Gather the course."""
        if self.enrolment is None:
            return outline_of_outsider(self.course, user=self.user, language=language)
        self.enrolment.course = self.course
        read, attempts = {self.enrolment.pk: self.read}, {self.enrolment.pk: self.attempts}
        return outlines_with(read, attempts, [self.enrolment], language=language)[0]


@dataclass(frozen=True, kw_only=True)
class LearnerOfCourse:
    """A learner on the page of the course: whether anything was announced there, or decided about a certificate."""

    learner: Learner
    has_news: bool
    is_certified: bool


@dataclass(frozen=True, kw_only=True)
class LearnerOfLesson:
    """A learner on the page of a lesson (by id), with what the person keeps of it."""

    learner: Learner
    lesson: int
    visit: LessonVisit | None
    note: LessonNote | None
    bookmark: Bookmark | None
    positions: Sequence[PlaybackPosition]
    leads_cohort: bool
    is_muted: bool
    has_questions: bool

    def participant(self) -> Participant | None:
        """Say as whom the person takes part in the discussion. One query for people with a role."""
        user, enrolment = self.learner.user, self.learner.enrolment
        leads = self.leads_cohort if user.has_no_role else is_trainer_of(self.learner.course, user)
        if enrolment is None and not leads:
            return None
        return Participant(user=user, enrolment=enrolment, is_trainer=leads, is_muted=self.is_muted and not leads)


def learner_of_course(user: User, course: Course) -> LearnerOfCourse:
    """Ask what the page of the course shows. One query."""
    here = user.pk, course.pk
    achieved = user.pk, achievement_key(course.code)
    *standing, announced, decided = _OF_COURSE.rows(here, here, here, here, achieved)
    return LearnerOfCourse(
        learner=_learner(user, course, *standing),
        has_news=bool(announced),
        is_certified=bool(decided),
    )


def learner_of_lesson(user: User, course: Course, lesson: int) -> LearnerOfLesson:
    """Ask what the page of the lesson (by id) shows. One query."""
    here, kept = (user.pk, course.pk), (user.pk, lesson)
    asked = here, here, here, (*here, lesson), kept, kept, kept, (course.pk, user.pk), (course.pk, user.pk), (lesson,)
    *standing, visits, notes, bookmarks, positions, named, muted, questions = _OF_LESSON.rows(*asked)
    return LearnerOfLesson(
        learner=_learner(user, course, *standing),
        lesson=lesson,
        visit=_VISIT.first_of(visits),
        note=NOTE.first_of(notes),
        bookmark=BOOKMARK.first_of(bookmarks),
        positions=POSITIONS.of_rows(positions),
        leads_cohort=bool(named),
        is_muted=bool(muted),
        has_questions=bool(questions),
    )


def _learner(user: User, course: Course, enrolments: Rows, read: Rows, attempts: Rows) -> Learner:
    """Read what both questions begin with."""
    return Learner(
        user=user,
        course=course,
        enrolment=ENROLMENT.first_of(enrolments),
        read={lesson for (lesson,) in read},
        attempts=_ATTEMPTS.of_rows(attempts),
    )
