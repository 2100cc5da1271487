"""Certificates for those who completed and have none: who they are is proposed here, and confirmed at the office."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from academy.accounts.requests import PersonRequest
from academy.errors import RuleBroken
from certification import api as certification
from courses.data import achievement_key
from courses.models import Cohort, Course, Seminar
from courses.selectors import outline
from courses.selectors.certifying import (
    course_candidates,
    course_certifying,
    seminar_candidates,
    seminar_certifying,
    seminar_key,
)
from courses.selectors.gradebook import gradebook_cohorts
from courses.selectors.organising import organised_seminars
from courses.selectors.presence import seminar_titles
from courses.selectors.studio import course_titles, studio_courses, works_with_courses
from courses.views.seminar_desk import seminar_crumbs, title_of
from courses.views.studio import crumbs


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def course_certificates(request: PersonRequest, code: str) -> HttpResponse:
    """How many completed and have a certificate, by cohort; on POST propose one for each who has none."""
    if not works_with_courses(request.user):
        raise Http404
    course = get_object_or_404(studio_courses(request.user), code=code)
    if request.method == "POST":
        return _propose_course(request, course)
    context = {
        "crumbs": [*crumbs(), {"title": _("Gradebook"), "url": reverse("gradebook", args=[code])}],
        "title": course_titles([course], get_language())[course.pk],
        "rows": course_certifying(course, request.user),
        "has_template": course.certificate_template_id is not None,
    }
    return render(request, "courses/studio/certificates.html", context)


def _propose_course(request: PersonRequest, course: Course) -> HttpResponse:
    cohort = _cohort(request, course)
    try:
        address = certification.propose_certificates(
            template=course.certificate_template_id,
            key=achievement_key(course.code),
            titles=outline.course_titles(course),
            candidates=course_candidates(course, request.user, cohort),
            note=cohort.name if cohort else "",
            by=request.user,
        )
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
        return redirect("course_certificates", code=course.code)
    return redirect(address)


def _cohort(request: PersonRequest, course: Course) -> Cohort | None:
    asked = request.POST.get("cohort", "")
    if not asked:
        return None
    if not asked.isdecimal():
        raise Http404
    return get_object_or_404(gradebook_cohorts(course, request.user), pk=int(asked[:18]))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def seminar_certificates(request: PersonRequest, code: str) -> HttpResponse:
    """How many completed the seminar and have a certificate; on POST propose one for each who has none."""
    seminar = get_object_or_404(organised_seminars(request.user), code=code)
    if request.method == "POST":
        return _propose_seminar(request, seminar)
    context = {
        "crumbs": seminar_crumbs(seminar),
        "title": title_of(seminar),
        "rows": [seminar_certifying(seminar)],
        "has_template": seminar.certificate_template_id is not None,
    }
    return render(request, "courses/studio/certificates.html", context)


def _propose_seminar(request: PersonRequest, seminar: Seminar) -> HttpResponse:
    try:
        address = certification.propose_certificates(
            template=seminar.certificate_template_id,
            key=seminar_key(seminar),
            titles=seminar_titles(seminar),
            candidates=seminar_candidates(seminar),
            by=request.user,
        )
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
        return redirect("seminar_certificates", code=seminar.code)
    return redirect(address)
