"""The organiser's desk: seminars, and their sessions planned, changed, cancelled, held again."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from academy.accounts.requests import PersonRequest
from academy.errors import RuleBroken
from courses.forms.sessions import CancelSessionForm, QuotaForm, RepeatForm, SessionForm
from courses.models import Seminar, Session
from courses.selectors.organising import organised_seminars, runs_seminars, sessions_run_by
from courses.selectors.registration import seminar_pages
from courses.selectors.session_desk import session_figures, studio_seminar_rows, studio_seminars
from courses.services.sessions import add_session, cancel_session, change_session, keep_seats, repeat_session
from courses.views.studio import crumbs

View = Callable[..., HttpResponse]
SEMINARS_ON_A_PAGE = 20


def for_organisers(view: View) -> View:
    """Let in whoever runs seminars or sessions; for others there is no such page."""

    @wraps(view)
    def guarded(request: PersonRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not runs_seminars(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return require_http_methods(["GET", "HEAD", "POST"])(login_required(never_cache(guarded)))


@for_organisers
def seminars(request: PersonRequest) -> HttpResponse:
    """The seminars that the person organises, and the sessions that she or he leads."""
    question = request.GET.get("q", "").strip()
    page = Paginator(studio_seminars(request.user, question), SEMINARS_ON_A_PAGE).get_page(request.GET.get("page"))
    led = sessions_run_by(request.user).filter(trainer=request.user, ends_at__gt=timezone.now())
    context = {
        "crumbs": crumbs(),
        "page": page,
        "question": question,
        "rows": studio_seminar_rows(list(page), get_language(), now=timezone.now()),
        "led": session_figures(led, get_language()),
    }
    return render(request, "courses/studio/seminars.html", context)


@for_organisers
def seminar_desk(request: PersonRequest, code: str) -> HttpResponse:
    """All sessions of a seminar with their numbers."""
    seminar = own_seminar(request, code=code)
    context = {
        "crumbs": seminar_crumbs(),
        "seminar": seminar,
        "title": title_of(seminar),
        "sessions": session_figures(Session.objects.filter(seminar=seminar), get_language()),
    }
    return render(request, "courses/studio/seminar.html", context)


@for_organisers
def add(request: PersonRequest, code: str) -> HttpResponse:
    """Plan a session."""
    seminar = own_seminar(request, code=code)
    form = SessionForm(_sent(request), user=request.user)
    if form.is_valid():
        session = add_session(seminar=seminar, **form.facts)
        messages.success(request, _("The session is planned."))
        return redirect("session_desk", pk=session.pk)
    return _form_page(request, form, seminar, title=_("Add a session"), label=_("Plan the session"))


@for_organisers
def change(request: PersonRequest, pk: int) -> HttpResponse:
    """Change a session; whoever is concerned is written to."""
    session = own_session(request, pk)
    form = SessionForm(_sent(request), user=request.user, session=session)

    def act() -> str:
        change_session(session=session, **form.facts)
        return _("The session was changed. Whoever is concerned is written to.")

    note = _("Everybody who comes or waits is written to when date, time or place change.")
    return _act(request, form, session, act, title=_("Change the session"), label=_("Save"), note=note)


@for_organisers
def cancel(request: PersonRequest, pk: int) -> HttpResponse:
    """Call a session off, with a reason that everybody reads."""
    session = own_session(request, pk)
    form = CancelSessionForm(_sent(request))

    def act() -> str:
        cancel_session(session=session, reason=form.reason)
        return _("The session was cancelled. Everybody concerned is written to.")

    note = _("Everybody who comes or waits is written to, and their calendars follow. This cannot be undone.")
    label = _("Cancel the session")
    return _act(request, form, session, act, title=_("Cancel the session?"), label=label, note=note, kind="danger")


@for_organisers
def repeat(request: PersonRequest, pk: int) -> HttpResponse:
    """Hold a session again."""
    session = own_session(request, pk)
    form = RepeatForm(_sent(request))

    def act() -> str:
        made = len(repeat_session(session=session, **form.cleaned_data))
        return ngettext("%(count)d session was added.", "%(count)d sessions were added.", made) % {"count": made}

    return _act(request, form, session, act, title=_("Repeat the session"), label=_("Add the sessions"))


@for_organisers
def seats(request: PersonRequest, pk: int) -> HttpResponse:
    """Keep seats for institutions."""
    session = own_session(request, pk)
    form = QuotaForm(_sent(request))

    def act() -> str:
        asked = form.cleaned_data | {"institution": form.cleaned_data["institution"].pk}
        keep_seats(session=session, **asked)
        return _("The seats are kept.")

    pools = session.pools.exclude(institution=None).select_related("institution")
    title, label = _("Seats kept for institutions"), _("Keep these seats")
    return _act(request, form, session, act, title=title, label=label, pools=pools)


def _act(
    request: PersonRequest, form: forms.Form, session: Session, act: Callable[[], str], **shown: Any
) -> HttpResponse:
    """Do what the form asks for, and say so, or show it with what is wrong."""
    if form.is_valid():
        try:
            messages.success(request, act())
        except RuleBroken as refusal:
            messages.error(request, str(refusal.message))
        return redirect("session_desk", pk=session.pk)
    return _form_page(request, form, session.seminar, session=session, **shown)


def _form_page(request: PersonRequest, form: forms.Form, seminar: Seminar, **shown: Any) -> HttpResponse:
    context = {"form": form, "seminar": seminar, "seminar_title": title_of(seminar), "crumbs": seminar_crumbs(seminar)}
    status = 422 if form.is_bound else 200
    return render(request, "courses/studio/session_form.html", context | shown, status=status)


def _sent(request: PersonRequest) -> Any:
    return request.POST if request.method == "POST" else None


def own_seminar(request: PersonRequest, **which: Any) -> Seminar:
    """Find a seminar that the person organises; another's answers as a missing one."""
    return get_object_or_404(organised_seminars(request.user), **which)


def own_session(request: PersonRequest, pk: int) -> Session:
    """Find a session of such a seminar."""
    found = Session.objects.filter(seminar__in=organised_seminars(request.user)).select_related("seminar")
    return get_object_or_404(found, pk=pk)


def title_of(seminar: Seminar) -> str:
    """The seminar's title in the reader's language, or its code while it has no page."""
    pages = seminar_pages([seminar.pk], get_language())
    return pages[seminar.pk].title if seminar.pk in pages else seminar.code


def seminar_crumbs(seminar: Seminar | None = None) -> list[dict[str, str]]:
    """The way to the desk, and to the seminar's own page there."""
    way = [*crumbs(), {"title": _("Seminars"), "url": reverse("studio_seminars")}]
    if seminar:
        way.append({"title": title_of(seminar), "url": reverse("seminar_desk", args=[seminar.code])})
    return way
