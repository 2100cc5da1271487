"""One lesson as one reader sees it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from academy.cms.blocks.heading import anchored
from courses.models import CoursePage, LessonPage
from courses.selectors.outline import LessonItem, Outline, outline_of


@dataclass(frozen=True, kw_only=True)
class Heading:
    """An entry of a lesson's table of contents."""

    text: str
    anchor: str


@dataclass(frozen=True, kw_only=True)
class LessonView:
    """A lesson among its neighbours; `may_read` is false for whoever has not enrolled."""

    page: LessonPage
    course_page: CoursePage
    outline: Outline
    may_read: bool

    @property
    def item(self) -> LessonItem | None:
        """This lesson's entry in the list; none while it is a draft."""
        return next((item for item in self.outline.lessons if item.lesson.pk == self.page.lesson_id), None)

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
    """Gather the lesson; trainers who may edit it, and previews, read without enrolling."""
    course_page = (
        CoursePage.objects.select_related("course", "locale").defer_streamfields().get(pk=page.get_parent().pk)
    )
    outline = outline_of(course_page.course, user=request.user, language=page.locale.language_code)
    return LessonView(
        page=page,
        course_page=course_page,
        outline=outline,
        may_read=outline.enrolment is not None
        or getattr(request, "is_preview", False)
        or page.permissions_for_user(request.user).can_edit(),
    )
