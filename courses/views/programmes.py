"""Joining and leaving a programme."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from academy.accounts.requests import PersonRequest
from courses.errors import ProgrammeCompleted
from courses.models import Programme, ProgrammeEnrolment
from courses.selectors.programmes import live_programme_pages
from courses.selectors.translations import best_pages
from courses.services.programmes import join_programme, leave_programme


def _published(code: str) -> Programme:
    return get_object_or_404(Programme.objects.filter(pages__live=True).distinct(), code=code)


@require_GET
def programme(request: HttpRequest, code: str) -> HttpResponse:  # noqa: ARG001 - the signature is Django's
    """Lead to the programme's page in the reader's language, or in another when there is none."""
    row = _published(code)
    pages = live_programme_pages().filter(programme=row)
    return redirect(best_pages(pages, row="programme", language=get_language())[row.pk].url)


@require_POST
@login_required
def join(request: PersonRequest, code: str) -> HttpResponse:
    """Join, and come back to the page, which now counts."""
    enrolment = join_programme(user=request.user, programme=_published(code))
    if enrolment.completed_at is None:
        messages.success(request, _("You have joined the programme. Each course and seminar counts by itself."))
    return redirect("programme", code=code)


@require_POST
@login_required
def leave(request: PersonRequest, code: str) -> HttpResponse:
    """Leave; another's programme, and one that was not joined, is a missing one."""
    enrolment = get_object_or_404(ProgrammeEnrolment, user=request.user, programme__code=code)
    try:
        leave_programme(enrolment=enrolment)
    except ProgrammeCompleted as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("You have left the programme. Your courses and certificates are kept."))
    return redirect("my")
