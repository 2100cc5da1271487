"""Attendance of a session, mostly afterwards: the list, closing, corrections with their reasons, paper for the door."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from academy.accounts.requests import PersonRequest
from academy.cms.tables import Cell, Column
from academy.cms.templatetags.site_tags import exact_number
from academy.errors import RuleBroken
from academy.later import later
from courses.forms.attendance import CorrectionForm, ForgottenForm, StrikeForm
from courses.models import Attendance, Session
from courses.selectors.door import DoorRow, count_of, door_row, door_rows
from courses.selectors.figures import per_cent
from courses.selectors.session_sheets import session_sheet
from courses.services.attendance import close_attendance, correct_attendance, strike_attendance
from courses.sheets import Sheet
from courses.views.files import asked_for_file, export_choices, file_answer
from courses.views.own_sessions import session_context, with_own_session

if TYPE_CHECKING:
    from courses.sheets import badges, door_list
else:
    badges = later("courses.sheets.badges")
    door_list = later("courses.sheets.door_list")

NO_VALUE = "–"


@with_own_session("GET")
def session_attendance(request: PersonRequest, session: Session) -> HttpResponse:
    """Who came when, for how long, and what it is worth; with `export`, the list as a file."""
    rows, columns = door_rows(session), _columns()
    if kind := asked_for_file(request):
        heads = [*(column.label for column in columns), _("E-mail"), _("Institution")]
        lines = [[*_values(session, row), row.user.email, row.institution] for row in rows]
        return file_answer(kind, f"attendance-{session.seminar.code}-{session.pk}", heads, lines)
    return _page(request, session, rows, ForgottenForm(session=session))


def _page(
    request: PersonRequest, session: Session, rows: Sequence[DoorRow], form: ForgottenForm, status: int = 200
) -> HttpResponse:
    context = session_context(session) | {
        "columns": _columns(),
        "rows": [_cells(session, row) for row in rows],
        "count": count_of(rows),
        "corrections": session.corrections.select_related("user", "corrected_by"),
        "files": session.attendance_files.select_related("uploaded_by"),
        "form": form,
        "is_over": timezone.now() >= session.ends_at,
        "choices": export_choices(request),
    }
    return render(request, "courses/studio/attendance.html", context, status=status)


def _columns() -> list[Column]:
    return [
        Column("name", _("Full name"), is_sortable=False),
        Column("arrived", _("Arrived"), is_sortable=False),
        Column("left", _("Left"), is_sortable=False),
        Column("minutes", _("Minutes"), is_sortable=False, is_number=True),
        Column("share", _("Share"), is_sortable=False, is_number=True),
        Column("hours", _("Hours"), is_sortable=False, is_number=True),
        Column("way", _("Recorded"), is_sortable=False),
    ]


def _values(session: Session, row: DoorRow) -> list[object]:
    """A line of the file; times by the clock of the session."""
    record = row.attendance
    if record is None:
        return [row.user.legal_name, "", "", None, None, None, _("not recorded")]
    times = [_clock(session, record.arrived_at), _clock(session, record.left_at)]
    return [row.user.legal_name, *times, record.minutes, row.percent, row.hours, str(record.get_way_display())]


def _clock(session: Session, moment: datetime | None) -> str:
    return time_format(moment.astimezone(ZoneInfo(session.time_zone)), "TIME_FORMAT") if moment else ""


def _cells(session: Session, row: DoorRow) -> list[Cell]:
    name, arrived, left, minutes, _share, _hours, way = _values(session, row)
    address = f"{reverse('correct_attendance', args=[session.pk])}?person={row.user.pk}"
    share = NO_VALUE if row.percent is None else per_cent(row.percent)
    hours = NO_VALUE if row.hours is None else exact_number(row.hours)
    return [
        Cell(str(name), url=address),
        *(Cell(str(text) or NO_VALUE) for text in (arrived, left)),
        *(Cell(text, is_number=True) for text in (NO_VALUE if minutes is None else str(minutes), share, hours)),
        Cell(str(way)),
    ]


@with_own_session("POST")
def close_session_attendance(request: PersonRequest, session: Session) -> HttpResponse:
    """Count everybody's minutes, and give out what follows from them."""
    return _done(request, session, lambda: close_attendance(session=session), _("Attendance is closed."))


@with_own_session("POST")
def add_attendance(request: PersonRequest, session: Session) -> HttpResponse:
    """Record somebody who was there and is not on the list."""
    form = ForgottenForm(request.POST, session=session)
    if not form.is_valid():
        return _page(request, session, door_rows(session), form, status=422)
    user, minutes, reason = (form.cleaned_data[name] for name in ("email", "minutes", "reason"))
    return _done(
        request,
        session,
        lambda: correct_attendance(session=session, user=user, minutes=minutes, reason=reason, by=request.user),
        _("Saved: %(name)s") % {"name": user.legal_name},
    )


@with_own_session("GET", "POST")
def correct_attendance_of(request: PersonRequest, session: Session) -> HttpResponse:
    """Change the minutes of the person whom the address names, or lead to taking the record back."""
    row = _row_or_404(request, session)
    initial = {"minutes": row.attendance.minutes if row.attendance else None}
    form = CorrectionForm(request.POST if request.method == "POST" else None, session=session, initial=initial)
    if not form.is_valid():
        context = {"row": row, "form": form, "strike_form": StrikeForm(prefix="strike")}
        status = 422 if form.is_bound else 200
        return render(request, "courses/studio/correct.html", session_context(session) | context, status=status)
    minutes, reason = form.cleaned_data["minutes"], form.cleaned_data["reason"]
    return _done(
        request,
        session,
        lambda: correct_attendance(session=session, user=row.user, minutes=minutes, reason=reason, by=request.user),
        _("Saved: %(name)s") % {"name": row.user.legal_name},
    )


@with_own_session("POST")
def strike_attendance_of(request: PersonRequest, session: Session) -> HttpResponse:
    """Take back what was recorded of the person whom the address names in error."""
    row = _row_or_404(request, session)
    record = get_object_or_404(Attendance.objects.select_related("session", "user"), session=session, user=row.user)
    form = StrikeForm(request.POST, prefix="strike")
    if not form.is_valid():
        context = {"row": row, "form": CorrectionForm(session=session), "strike_form": form}
        return render(request, "courses/studio/correct.html", session_context(session) | context, status=422)
    return _done(
        request,
        session,
        lambda: strike_attendance(attendance=record, reason=form.cleaned_data["reason"], by=request.user),
        _("The record was taken back: %(name)s") % {"name": record.user.legal_name},
    )


def _row_or_404(request: PersonRequest, session: Session) -> DoorRow:
    """The person of the list whom the address names."""
    row = door_row(session, request.GET.get("person", ""))
    if row is None:
        raise Http404
    return row


def _done(request: PersonRequest, session: Session, step: Callable[[], object], said: str) -> HttpResponse:
    """Take one step, say how it went, and lead back to the list."""
    try:
        step()
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, said)
    return redirect("session_attendance", pk=session.pk)


@with_own_session("GET")
def session_sheet_file(request: PersonRequest, session: Session) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """The list for the door as a PDF."""
    return _paper(session, door_list.door_list, "list")


@with_own_session("GET")
def session_badges_file(request: PersonRequest, session: Session) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Badges as a PDF."""
    return _paper(session, badges.badges, "badges")


def _paper(session: Session, draw: Callable[[Sheet], bytes], name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{name}-{session.seminar.code}-{session.pk}.pdf"'}
    content = draw(session_sheet(session, get_language() or "az"))
    return HttpResponse(content, content_type="application/pdf", headers=headers)
