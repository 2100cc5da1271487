"""Short addresses that do not depend on a language."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from courses.models import Course
from courses.selectors.catalogue import live_course_pages
from courses.selectors.translations import best_pages


@require_GET
def course(request: HttpRequest, code: str) -> HttpResponse:  # noqa: ARG001 - the signature is Django's
    """Lead to the course's page in the reader's language, or in another when there is none."""
    row = get_object_or_404(Course.objects.filter(pages__live=True).distinct(), code=code)
    pages = live_course_pages().filter(course=row)
    return redirect(best_pages(pages, row="course", language=get_language())[row.pk].url)
