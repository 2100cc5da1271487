"""One lesson as one reader sees it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import ceil
from typing import Any

from django.utils import timezone

from academy.accounts.models import User
from academy.cms.blocks.heading import anchored
from academy.cms.frames import SECONDS_OF_DECIDED
from academy.cms.held import held
from courses.models import CoursePage, LessonPage, LessonVisit
from courses.selectors.discussion import Discussion, discussion_of
from courses.selectors.learner import LearnerOfLesson, learner_of_lesson
from courses.selectors.outline import LessonItem, Outline, outline_of_outsider
from courses.selectors.study import Study
from courses.selectors.visits import end_is_ahead, seconds_left


@dataclass(frozen=True, kw_only=True)
class Heading:
    """An entry of a lesson's table of contents."""

    text: str
    anchor: str


@dataclass(frozen=True, kw_only=True)
class LessonView:
    """A lesson among its neighbours.

    `may_read` is false for whoever has not enrolled, and while the lesson is closed. `learner` is whoever is logged in.
    """

    page: LessonPage
    course_page: CoursePage
    outline: Outline
    may_read: bool
    is_preview: bool
    learner: LearnerOfLesson | None

    @property
    def visit(self) -> LessonVisit | None:
        """The learner's first look; None before it, and for everybody else."""
        return self.learner.visit if self.learner else None

    @property
    def study(self) -> Study | None:
        """What the person keeps of the lesson."""
        if self.learner is None:
            return None
        return Study(
            note=self.learner.note,
            is_bookmarked=self.learner.bookmark is not None,
            places="".join(f"{place.recording}:{place.seconds} " for place in self.learner.positions),
            now=str(int(timezone.now().timestamp() * 1000)),
        )

    def discussion(self) -> Discussion | None:
        """What was asked under it; nothing for whoever takes no part. No query where nothing was asked."""
        reader = self.learner.participant() if self.learner else None
        if self.learner is None or reader is None:
            return None
        if not self.learner.has_questions:
            return Discussion(questions=(), total=0)
        return discussion_of(self.learner.lesson, reader, self.outline.course)

    def alike(self) -> Sequence[object] | None:
        """Return all that decides what its learner is shown, besides `study`; None where nobody is shown the same."""
        learner, progress = self.learner, self.outline.progress
        if not self.is_open or self.is_preview or self.is_over or self.seconds_left:
            return None
        if learner is None or progress is None or learner.note or learner.has_questions:
            return None
        return self.asks_for_end, learner.bookmark is not None, progress.read, progress.total, self.outline.marks

    @property
    def item(self) -> LessonItem | None:
        """This lesson's entry in the list; none while it is a draft."""
        return next((item for item in self.outline.lessons if item.lesson.pk == self.page.lesson_id), None)

    @property
    def is_open(self) -> bool:
        """Whether a learner reads it as one: enrolled, published, and not closed."""
        return self.outline.enrolment is not None and self.item is not None and self.item.closed is None

    @property
    def is_first_look(self) -> bool:
        """Whether a learner opens it for the first time."""
        return self.is_open and self.visit is None and not self.is_preview

    @property
    def is_over(self) -> bool:
        """Whether the cohort has ended, so that reading counts no more."""
        progress = self.outline.progress
        return progress is not None and progress.over_since is not None and not progress.is_completed

    @property
    def seconds_left(self) -> int:
        """How long the learner has to stay before the lesson can be marked as read."""
        if self.item is None or self.item.is_read:
            return 0
        return seconds_left(self.item.lesson, self.visit)

    @property
    def minutes_left(self) -> int:
        """The same in whole minutes, rounded up."""
        return ceil(self.seconds_left / 60)

    @property
    def asks_for_end(self) -> bool:
        """Whether the learner has to come to the end of the text yet."""
        if self.item is None or self.item.is_read:
            return False
        return end_is_ahead(self.item.lesson, self.visit)

    @property
    def previous_url(self) -> str:
        """Address of the lesson before; empty for the first."""
        position = self.item.position if self.item else 1
        return self.outline.lessons[position - 2].url if position > 1 else ""

    @property
    def contents(self) -> Sequence[Heading]:
        """The headings of the text."""
        return [Heading(text=block.value, anchor=anchor) for block, anchor in anchored(self.page.body) if anchor]


def lesson_view_of(page: LessonPage, *, request: Any) -> LessonView:
    """Gather the lesson; trainers who may edit it, and previews, read it whatever the rules say."""
    course_page, language = _page_above(page, request), page.locale.language_code
    course, user = course_page.course, request.user
    asked = learner_of_lesson(user, course, page.lesson_id) if isinstance(user, User) else None
    is_preview = getattr(request, "is_preview", False)
    view = LessonView(
        page=page,
        course_page=course_page,
        outline=asked.learner.outline(language) if asked else outline_of_outsider(course, user=user, language=language),
        may_read=is_preview,
        is_preview=is_preview,
        learner=asked,
    )
    may_read = is_preview or view.is_open or page.permissions_for_user(request.user).can_edit()
    return replace(view, may_read=may_read)


def _page_above(page: LessonPage, request: Any) -> CoursePage:
    """Return the course's page in the language of the lesson; a preview may belong to one that nobody reads yet."""
    above = page.path[: -page.steplen]
    if getattr(request, "is_preview", False):
        return _page_at(above)
    return held(f"course-page:{above}", partial(_page_at, above), seconds=SECONDS_OF_DECIDED)


def _page_at(path: str) -> CoursePage:
    return CoursePage.objects.select_related("course", "locale").defer_streamfields().get(path=path)
