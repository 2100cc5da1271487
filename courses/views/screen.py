"""The code on the screen of the room, and what it opens on the phones of participants."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from academy.accounts.requests import PersonRequest
from academy.errors import RuleBroken
from courses.attendance.screen_codes import code_at, counts_at
from courses.enums import SEATED
from courses.errors import ScreenCodeExpired, SeatMissing
from courses.models import Attendance, Registration, SeminarPage, Session
from courses.selectors.door import door_count
from courses.selectors.meetings import with_seats
from courses.selectors.registration import registration_views, registrations_of
from courses.selectors.session_sheets import check_in_url
from courses.services.attendance import check_in_by_screen, check_is_open, has_seat
from courses.sheets.qr import mark_svg
from courses.views.own_sessions import session_context, with_own_session


@with_own_session("GET")
def session_screen(request: PersonRequest, session: Session) -> HttpResponse:
    """The mark, as large as the screen allows; it changes every half minute."""
    return render(request, "courses/studio/screen.html", session_context(session) | _mark(session))


@with_own_session("GET")
def screen_code(request: PersonRequest, session: Session) -> HttpResponse:
    """The mark of this half minute, for the page that shows it."""
    return render(request, "courses/studio/_screen_code.html", {"session": session} | _mark(session))


def _mark(session: Session) -> dict[str, object]:
    code = code_at(session.secret, timezone.now())
    address = settings.SITE_URL + reverse("own_check_in", args=[session.pk, code])
    return {"mark": mark_svg(address), "address": address, "count": door_count(session)}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def own_check_in(request: PersonRequest, pk: int, code: str) -> HttpResponse:
    """Ask the participant once, then record that she or he is here; a session that nobody published is missing."""
    session = get_object_or_404(with_seats(_known_to(request)), pk=pk)
    refusal = _refusal(request, session, code)
    if refusal is None and request.method == "POST":
        messages.success(request, _("You are checked in. Enjoy the seminar."))
        return redirect(_own_page(request, session))
    record = Attendance.objects.filter(session=session, user=request.user).first()
    context = session_context(session) | {"refusal": None if record else refusal, "record": record}
    status = 409 if context["refusal"] else 200
    return render(request, "courses/own_check_in.html", context, status=status)


def _known_to(request: PersonRequest) -> QuerySet[Session]:
    published = Q(seminar__in=SeminarPage.objects.live().values("seminar"))
    own = Q(pk__in=Registration.objects.filter(user=request.user).values("session"))
    return Session.objects.filter(published | own).select_related("seminar")


def _refusal(request: PersonRequest, session: Session, code: str) -> RuleBroken | None:
    """Why it cannot be done; on POST it is done."""
    try:
        if request.method == "POST":
            check_in_by_screen(session=session, user=request.user, code=code)
        else:
            _check(request, session, code)
    except RuleBroken as refusal:
        return refusal
    return None


def _check(request: PersonRequest, session: Session, code: str) -> None:
    check_is_open(session, timezone.now())
    if not counts_at(session.secret, code, timezone.now()):
        raise ScreenCodeExpired
    if not has_seat(session, request.user):
        raise SeatMissing


def _own_page(request: PersonRequest, session: Session) -> str:
    own = Registration.objects.filter(session=session, user=request.user).first()
    return reverse("registration", args=[own.pk]) if own else reverse("my")


@require_GET
@login_required
@never_cache
def ticket(request: PersonRequest, pk: int) -> HttpResponse:
    """The participant's own mark, to be shown at the door or printed; without a seat there is none."""
    registration = get_object_or_404(registrations_of(request.user), pk=pk)
    if registration.state not in SEATED:
        return redirect("registration", pk=pk)
    view = registration_views(registrations_of(request.user).filter(pk=pk), get_language())[0]
    context = {"view": view, "mark": mark_svg(check_in_url(registration)), "code": registration.code}
    return render(request, "courses/ticket.html", context)
