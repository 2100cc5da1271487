"""One lesson as one reader sees it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import ceil
from typing import Any

from academy.cms.blocks.heading import anchored
from academy.cms.frames import kept
from courses.models import CoursePage, LessonPage, LessonVisit
from courses.selectors.outline import LessonItem, Outline, outline_of
from courses.selectors.visits import end_is_ahead, seconds_left, visit_of


@dataclass(frozen=True, kw_only=True)
class Heading:
    """An entry of a lesson's table of contents."""

    text: str
    anchor: str


@dataclass(frozen=True, kw_only=True)
class LessonView:
    """A lesson among its neighbours.

    `may_read` is false for whoever has not enrolled, and while the lesson is closed. `visit` is None before a learner's
    first look, and for everybody else.
    """

    page: LessonPage
    course_page: CoursePage
    outline: Outline
    may_read: bool
    is_preview: bool
    visit: LessonVisit | None

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
    course_page = _page_above(page, request)
    outline = outline_of(course_page.course, user=request.user, language=page.locale.language_code)
    is_preview = getattr(request, "is_preview", False)
    view = LessonView(
        page=page,
        course_page=course_page,
        outline=outline,
        may_read=is_preview,
        is_preview=is_preview,
        visit=visit_of(outline.enrolment, page.lesson_id) if outline.enrolment else None,
    )
    may_read = is_preview or view.is_open or page.permissions_for_user(request.user).can_edit()
    return replace(view, may_read=may_read)


def _page_above(page: LessonPage, request: Any) -> CoursePage:
    """Return the course's page in the language of the lesson; a preview may belong to one that nobody reads yet."""
    above = page.path[: -page.steplen]
    if getattr(request, "is_preview", False):
        return _page_at(above)
    return kept(f"course-page:{above}", partial(_page_at, above))


def _page_at(path: str) -> CoursePage:
    return CoursePage.objects.select_related("course", "locale").defer_streamfields().get(path=path)
