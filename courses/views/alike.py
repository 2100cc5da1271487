"""Pages of courses and lessons for learners who stand at the same point."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.models import Page

from academy.cms.alike import alike_page
from courses.models import CoursePage, LessonPage
from courses.selectors.course_page import course_page_view
from courses.services.visits import look_at

Serve = Callable[..., HttpResponse]


def served_alike(serve: Serve) -> Serve:
    """Wrap how Wagtail serves a page that it found, and that the reader may see."""

    def serve_page(page: Page, request: HttpRequest, *arguments: Any) -> HttpResponse:
        return _alike(page, request) or serve(page, request, *arguments)

    return serve_page


def _alike(page: Page, request: HttpRequest) -> HttpResponse | None:
    if request.method not in {"GET", "HEAD"} or not request.user.is_authenticated:
        return None
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
