"""A report of an online room: chosen, looked at person by person, then recorded. Nothing is recorded before."""

from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from academy.accounts.requests import PersonRequest
from academy.errors import RuleBroken
from academy.lists.unreadable import ListUnreadable
from courses.enums import MatchState
from courses.errors import DaysAmbiguous
from courses.forms.attendance import AttendanceFileForm
from courses.models import AttendanceFile, Session
from courses.selectors.attendance_files import count_matches, file_people
from courses.selectors.organising import sessions_run_by
from courses.services.attendance_files import confirm_attendance_file, keep_attendance_file
from courses.views.own_sessions import own_session, session_context, with_own_session

#: More digits has no key of ours.
LONGEST_NUMBER = 18


@with_own_session("GET", "POST")
def import_attendance(request: PersonRequest, session: Session) -> HttpResponse:
    """Read a file, and lead to its people."""
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = AttendanceFileForm(*posted, session=session)
    if form.is_valid():
        kept = _kept(request, session, form)
        if kept:
            return redirect("attendance_file", pk=kept.pk)
    status = 422 if form.is_bound else 200
    return render(
        request, "courses/studio/import_attendance.html", session_context(session) | {"form": form}, status=status
    )


def _kept(request: PersonRequest, session: Session, form: AttendanceFileForm) -> AttendanceFile | None:
    file = form.cleaned_data["file"]
    try:
        return keep_attendance_file(
            session=session,
            file_name=file.name,
            content=file.read(),
            zone=ZoneInfo(form.cleaned_data["zone"]),
            order=form.cleaned_data["order"],
            by=request.user,
        )
    except DaysAmbiguous as refusal:
        form.add_error("order", str(refusal.message))
    except ListUnreadable as refusal:
        form.add_error("file", str(refusal.message))
    except RuleBroken as refusal:
        form.add_error(None, str(refusal.message))
    return None


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def attendance_file(request: PersonRequest, pk: int) -> HttpResponse:
    """Show whom each person of the file is taken for; on POST record them."""
    runs = sessions_run_by(request.user).values("pk")
    file = get_object_or_404(AttendanceFile.objects.select_related("session__seminar"), pk=pk, session__in=runs)
    if request.method == "POST":
        confirmed = confirm_attendance_file(file=file, choices=_choices(request.POST), by=request.user)
        messages.success(request, _("Recorded from the file: %(number)d") % {"number": confirmed.result["recorded"]})
        return redirect("session_attendance", pk=file.session_id)
    return _page(request, own_session(request, file.session_id), file)


def _page(request: PersonRequest, session: Session, file: AttendanceFile) -> HttpResponse:
    people = file_people(file)
    counts = count_matches(people)
    context = session_context(session) | {
        "file": file,
        "people": people,
        "counts": [(state, counts[state]) for state in MatchState if counts[state]],
        "zone": ZoneInfo(session.time_zone),
    }
    return render(request, "courses/studio/attendance_file.html", context)


def _choices(posted: QueryDict) -> dict[int, int]:
    """Place in the file -> person, of what was chosen; anything else is left out."""
    found = {name.removeprefix("person-"): str(posted[name]) for name in posted if name.startswith("person-")}
    return {int(number): int(value) for number, value in found.items() if _is_number(number) and _is_number(value)}


def _is_number(text: str) -> bool:
    return text.isdecimal() and len(text) <= LONGEST_NUMBER
