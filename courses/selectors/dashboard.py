"""The learner's personal area in one value."""

from collections.abc import Sequence
from dataclasses import dataclass

from academy.accounts.models import User
from certification import api as certification
from courses.models import CoursePage, Enrolment
from courses.selectors.catalogue import live_course_pages
from courses.selectors.outline import Outline, outlines_of
from courses.selectors.seminars import SeminarCard, upcoming_seminars
from courses.selectors.translations import best_pages


@dataclass(frozen=True, kw_only=True)
class EnrolledCourse:
    """A course in the learner's hands."""

    enrolment: Enrolment
    outline: Outline
    page: CoursePage | None

    @property
    def title(self) -> str:
        """Title in the best language, or the code of a course that was unpublished."""
        return self.page.title if self.page else self.outline.course.code

    @property
    def url(self) -> str:
        """Address of the course page; empty when it is unpublished."""
        return self.page.url if self.page else ""


@dataclass(frozen=True, kw_only=True)
class Dashboard:
    """What `/my/` shows."""

    current: Sequence[EnrolledCourse]
    completed: Sequence[EnrolledCourse]
    certificates: Sequence[certification.IssuedCertificate]
    seminars: Sequence[SeminarCard]


def dashboard_of(user: User, language: str) -> Dashboard:
    """Gather the learner's courses, certificates and the next seminars."""
    enrolments = list(Enrolment.objects.active().filter(user=user).select_related("course"))
    outlines = outlines_of(enrolments, language=language)
    pages = best_pages(live_course_pages().filter(course__enrolments__user=user), row="course", language=language)
    courses = [
        EnrolledCourse(enrolment=enrolment, outline=outline, page=pages.get(enrolment.course_id))
        for enrolment, outline in zip(enrolments, outlines, strict=True)
    ]
    return Dashboard(
        current=[course for course in courses if not course.enrolment.completed_at],
        completed=[course for course in courses if course.enrolment.completed_at],
        certificates=certification.certificates_of(user),
        seminars=upcoming_seminars(language, limit=3),
    )
