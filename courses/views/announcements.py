"""What trainers wrote to the people of a course."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from academy.accounts.requests import PersonRequest
from courses.models import Course
from courses.selectors.announcements import announcement_views, best_course_titles, sent_announcements
from courses.selectors.outline import enrolment_of

PER_PAGE = 10


@require_GET
@login_required
@never_cache
def announcements(request: PersonRequest, code: str) -> HttpResponse:
    """All announcements of a course to this person, the newest first; others get what a missing course answers."""
    course = get_object_or_404(Course.objects.filter(pages__live=True).distinct(), code=code)
    if enrolment_of(request.user, course.pk) is None:
        raise Http404
    language = get_language()
    sent = sent_announcements(request.user).filter(course=course).select_related("course")
    page = Paginator(sent, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "course": course,
        "title": best_course_titles([course.pk], language)[course.pk],
        "page_of_list": page,
        "announcements": announcement_views(list(page), language),
    }
    return render(request, "courses/announcements.html", context)
