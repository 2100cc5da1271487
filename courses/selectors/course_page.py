"""The page of a course as one reader sees it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from academy.accounts.models import User
from certification import api as certification
from courses.data import achievement_key
from courses.models import Course, CoursePage
from courses.selectors.catalogue import kept_courses
from courses.selectors.learner import learner_of_course
from courses.selectors.outline import Outline, outline_of_outsider


@dataclass(frozen=True, kw_only=True)
class CoursePageView:
    """A course, what its reader was certified for it, and whether anything was announced to this reader there."""

    outline: Outline
    certificate: certification.IssuedCertificate | None = None
    has_news: bool = False

    def alike(self) -> Sequence[object] | None:
        """Return all that decides what its learner is shown; None where nobody else is shown the same."""
        enrolment, progress = self.outline.enrolment, self.outline.progress
        if enrolment is None or progress is None or self.certificate or self.has_news:
            return None
        shown = progress.read, progress.total, progress.lessons_are_read, enrolment.completed_at
        return *shown, self.outline.continue_url, *self.outline.remaining, self.outline.marks


def course_page_view(page: CoursePage, *, request: Any) -> CoursePageView:
    """Gather it, once for each answer. One query, whoever asks; one more for a certificate."""
    if not hasattr(request, "course_page_view"):
        request.course_page_view = _view(page, request.user)
    found: CoursePageView = request.course_page_view
    return found


def _course_of(page: CoursePage) -> Course:
    """Return the course as it is shown; a new page is previewed with one that has no row yet."""
    return kept_courses([page.course_id])[page.course_id] if page.live and page.course_id else page.course


def _view(page: CoursePage, user: object) -> CoursePageView:
    course, language = _course_of(page), page.locale.language_code
    if not isinstance(user, User):
        return CoursePageView(outline=outline_of_outsider(course, user=user, language=language))
    key = achievement_key(course.code)
    asked = learner_of_course(user, course)
    return CoursePageView(
        outline=asked.learner.outline(language),
        certificate=certification.certificate_for(user, key) if asked.is_certified else None,
        has_news=asked.has_news,
    )
