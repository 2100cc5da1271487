"""Pages of courses and lessons for learners who stand at the same point, and pages that tell all visitors the same."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.models import Page

from academy.cms.alike import alike_page, alike_to_visitors
from academy.cms.models import HomePage
from courses.models import CourseIndexPage, CoursePage, LessonPage, SeminarIndexPage
from courses.selectors.ahead import what_is_ahead
from courses.selectors.course_page import course_page_view
from courses.services.visits import look_at

Serve = Callable[..., HttpResponse]
#: What changes by itself on pages of a kind; on those of other kinds that is not known.
TOLD_TO_VISITORS: Final[Mapping[type[Page], Callable[[], Sequence[object]]]] = {
    HomePage: what_is_ahead,
    CourseIndexPage: what_is_ahead,
    SeminarIndexPage: what_is_ahead,
    CoursePage: tuple,
}


def served_alike(serve: Serve) -> Serve:
    """Wrap how Wagtail serves a page that it found, and that the reader may see."""

    def serve_page(page: Page, request: HttpRequest, *arguments: Any) -> HttpResponse:
        return _alike(page, request) or serve(page, request, *arguments)

    return serve_page


def _alike(page: Page, request: HttpRequest) -> HttpResponse | None:
    if request.method not in {"GET", "HEAD"}:
        return None
    if not request.user.is_authenticated:
        tell = TOLD_TO_VISITORS.get(type(page))
        return alike_to_visitors(request, page, tell) if tell else None
    if isinstance(page, CoursePage):
        told = course_page_view(page, request=request).alike()
        return alike_page(request, page, told) if told else None
    if isinstance(page, LessonPage):
        return _alike_lesson(page, request)
    return None


def _alike_lesson(page: LessonPage, request: HttpRequest) -> HttpResponse | None:
    view = look_at(page, request=request)
    told, study = view.alike(), view.study
    if told is None or study is None:
        return None
    read_at = date_format(timezone.localtime(), "DATETIME_FORMAT")
    words = {"study_now": study.now, "study_places": study.places, "read_at": read_at}
    return alike_page(request, page, told, words)
