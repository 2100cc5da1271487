"""Bookmarks: set on the page of a lesson, listed on one of their own."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from academy.accounts.requests import PersonRequest
from courses.selectors.study import bookmarks_of, lessons_of_bookmarks
from courses.services.bookmarks import add_bookmark, remove_bookmark
from courses.views.returning import way_back

PAGE_SIZE = 20


@require_GET
@login_required
@never_cache
def bookmarks(request: PersonRequest) -> HttpResponse:
    """All bookmarks of one learner, or those whose titles hold the words asked for."""
    question = request.GET.get("q", "").strip()
    found = bookmarks_of(request.user, get_language(), question=question)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "courses/bookmarks.html", {"page": page, "question": question})


@require_POST
@login_required
def bookmark(request: PersonRequest, pk: int) -> HttpResponse:
    """Mark a lesson, or take the mark away, as the form says: the same twice changes nothing."""
    lesson = get_object_or_404(lessons_of_bookmarks(request.user), pk=pk)
    is_wanted = request.POST.get("wanted") == "yes"
    if is_wanted:
        add_bookmark(user=request.user, lesson=lesson)
    else:
        remove_bookmark(user=request.user, lesson=lesson)
    back = way_back(request, "bookmarks")
    if request.headers.get("HX-Request"):
        context = {"lesson_id": lesson.pk, "is_bookmarked": is_wanted, "next": back}
        return render(request, "courses/_bookmark.html", context)
    return redirect(back)
