"""The CMS's listing of seminars, and the record of who attended their sessions."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin.ui.tables import Column
from wagtail.permissions import policy_registry

from academy.accounts.requests import PersonRequest
from courses.forms.attendance import AttendanceForm, said
from courses.models import Attendance, Seminar, SeminarPage
from courses.selectors.translations import best_pages
from courses.services.attendance import record_attendance, strike_attendance
from courses.viewsets.seminar_form import SEMINAR_FORM
from courses.viewsets.views import PageRowViewSet


class SeminarViewSet(PageRowViewSet):
    """The facts of a seminar. The page makes the row, so none is added here."""

    model = Seminar
    icon = "group"
    menu_label = _("Seminars")
    list_display = (
        "code",
        Column("title", label=_("Title")),
        Column("get_format_display", label=_("Format"), sort_key="format"),
        "cpd_hours",
        Column("attended", label=_("Attended")),
        Column("institution", label=_("Institution"), sort_key="institution"),
    )
    list_related = ("institution",)
    list_filter = ("topic", "format", "institution")
    search_fields = ("code", "pages__title")
    edit_handler = SEMINAR_FORM

    def prepare_rows(self, rows: Sequence[Seminar], language: str) -> None:
        """Add titles, and how many were at a session."""
        pages = SeminarPage.objects.filter(seminar__in=rows).select_related("locale").defer_streamfields()
        titles = best_pages(pages, row="seminar", language=language)
        found = Attendance.objects.filter(session__seminar__in=rows).values_list("session__seminar").order_by()
        counts = dict(found.annotate(Count("user", distinct=True)))
        for seminar in rows:
            seminar.title = titles[seminar.pk].title if seminar.pk in titles else ""
            seminar.attended = counts.get(seminar.pk, 0)

    def get_urlpatterns(self) -> list[URLPattern]:
        """Add the record of attendance."""
        return [
            *super().get_urlpatterns(),
            path("attendance/<int:pk>/", attendance, name="attendance"),
            path("attendance/<int:pk>/strike/", strike, name="strike_attendance"),
        ]


def attendance_url(seminar: Seminar) -> str:
    """Where the attendance of a seminar is recorded."""
    return reverse("seminar:attendance", args=[seminar.pk])


def _own(request: PersonRequest, **which: Any) -> Seminar:
    """Find a seminar that the person may change; another's answers as a missing one."""
    policy = policy_registry.get_by_type(Seminar)
    own = policy.instances_user_has_permission_for(request.user, "change")
    return get_object_or_404(own.distinct(), **which)


@require_http_methods(["GET", "POST"])
def attendance(request: PersonRequest, pk: int) -> HttpResponse:
    """Record who was at a session, and show who is recorded."""
    seminar = _own(request, pk=pk)
    form = AttendanceForm(request.POST or None, seminar=seminar)
    if form.is_valid():
        session, people = form.cleaned_data["session"], form.cleaned_data["people"]
        messages.success(request, said(len(record_attendance(session=session, users=people, by=request.user))))
        return redirect(attendance_url(seminar))
    sessions = seminar.sessions.prefetch_related("attendance__user")
    context = {"seminar": seminar, "form": form, "sessions": sessions}
    return render(request, "courses/cms/attendance.html", context, status=422 if form.is_bound else 200)


@require_POST
def strike(request: PersonRequest, pk: int) -> HttpResponse:
    """Take back what was recorded in error."""
    record = get_object_or_404(Attendance.objects.select_related("session"), pk=pk)
    seminar = _own(request, pk=record.session.seminar_id)
    strike_attendance(attendance=record)
    messages.success(request, str(_("The record was taken back.")))
    return redirect(attendance_url(seminar))
