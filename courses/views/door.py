"""The door of a session on a phone: who is here, check-in by hand and by the marks of participants."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from academy.accounts.requests import PersonRequest
from academy.errors import RuleBroken
from courses.enums import AttendanceWay
from courses.forms.attendance import WalkInForm
from courses.models import Registration, Session
from courses.selectors.door import DoorRow, count_of, door_count, door_row, door_rows, narrowed
from courses.selectors.organising import sessions_run_by
from courses.services.attendance import check_in as check_in_person
from courses.services.attendance import check_out, undo_check_in, undo_check_out
from courses.views.own_sessions import own_session, session_context, with_own_session


@with_own_session("GET")
def session_door(request: PersonRequest, session: Session) -> HttpResponse:
    """The list with a search, one large button for each person, and the ways to scan."""
    if "code" in request.GET:
        return _by_code(request, session)
    rows, question = door_rows(session), request.GET.get("q", "").strip()
    context = {"rows": narrowed(rows, question), "count": count_of(rows), "question": question, "form": WalkInForm()}
    return render(request, "courses/studio/door.html", session_context(session) | context)


def _by_code(request: PersonRequest, session: Session) -> HttpResponse:
    """Lead from a code that was typed to its person."""
    code = request.GET["code"].strip()
    if Registration.objects.filter(session=session, code=code).exists():
        return redirect("check_in", code=code)
    messages.error(request, _("Nobody of this session has this code. Search for the name instead."))
    return redirect("session_door", pk=session.pk)


@with_own_session("GET")
def session_count(request: PersonRequest, session: Session) -> HttpResponse:
    """How many are here; nothing when the page knows it already, so that nobody hears it again."""
    count = door_count(session)
    if request.GET.get("seen") == f"{count.here}-{count.people}":
        return HttpResponse(status=204)
    return render(request, "courses/studio/_door_count.html", {"session": session, "count": count})


@with_own_session("POST")
def door_step(request: PersonRequest, session: Session, person: int) -> HttpResponse:
    """Record one step of a person of the list, and show the row as it is then."""
    row = door_row(session, person)
    if row is None:
        raise Http404
    refusal = _refusal(request, session, row)
    if request.headers.get("HX-Request"):
        return _row(request, session, person, refusal)
    if refusal:
        messages.error(request, str(refusal.message))
    return redirect(f"{reverse('session_door', args=[session.pk])}#person-{person}")


def _refusal(request: PersonRequest, session: Session, row: DoorRow) -> RuleBroken | None:
    try:
        _do(request, session, row)
    except RuleBroken as refusal:
        return refusal
    return None


def _do(request: PersonRequest, session: Session, row: DoorRow) -> None:
    """Do what the button says; what was done by somebody else in the meantime is done."""
    step, record = request.POST.get("step"), row.attendance
    if step == "in":
        check_in_person(session=session, user=row.user, way=AttendanceWay.HAND, by=request.user)
    elif record and step == "undo":
        undo_check_in(attendance=record)
    elif record and step == "out":
        check_out(attendance=record)
    elif record and step == "back":
        undo_check_out(attendance=record)


def _row(request: PersonRequest, session: Session, person: int, refusal: RuleBroken | None) -> HttpResponse:
    """The row for htmx; a walk-in who was taken back is gone."""
    rows = door_rows(session)
    row = next((row for row in rows if row.user.pk == person), None)
    context = {"session": session, "row": row, "count": count_of(rows), "refusal": refusal}
    return render(request, "courses/studio/_door_answer.html", context)


@with_own_session("POST")
def door_walk_in(request: PersonRequest, session: Session) -> HttpResponse:
    """Check in somebody without a seat, whom the organiser lets stay."""
    form = WalkInForm(request.POST)
    if not form.is_valid():
        rows = door_rows(session)
        context = {"rows": rows, "count": count_of(rows), "question": "", "form": form}
        return render(request, "courses/studio/door.html", session_context(session) | context, status=422)
    user = form.cleaned_data["email"]
    try:
        check_in_person(session=session, user=user, way=AttendanceWay.HAND, by=request.user, without_seat=True)
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
        return redirect("session_door", pk=session.pk)
    messages.success(request, _("Checked in: %(name)s") % {"name": user.legal_name})
    return redirect(f"{reverse('session_door', args=[session.pk])}#person-{user.pk}")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def check_in(request: PersonRequest, code: str) -> HttpResponse:
    """What a participant's mark opens: a large button for whoever runs the session, the ticket for its owner."""
    registration = get_object_or_404(Registration.objects.select_related("user", "institution"), code=code)
    if not sessions_run_by(request.user).filter(pk=registration.session_id).exists():
        if registration.user_id == request.user.pk:
            return redirect("ticket", pk=registration.pk)
        raise Http404
    session = own_session(request, registration.session_id)
    refusal = _checked_in(request, session, registration) if request.method == "POST" else None
    if request.method == "POST" and refusal is None:
        return redirect("check_in", code=code)
    row = door_row(session, registration.user_id)
    context = {"registration": registration, "row": row, "refusal": refusal}
    status = 409 if refusal else 200
    return render(request, "courses/studio/check_in.html", session_context(session) | context, status=status)


def _checked_in(request: PersonRequest, session: Session, registration: Registration) -> RuleBroken | None:
    try:
        check_in_person(
            session=session,
            user=registration.user,
            way=AttendanceWay.TICKET,
            by=request.user,
            without_seat="may_stay" in request.POST,
        )
    except RuleBroken as refusal:
        return refusal
    return None
