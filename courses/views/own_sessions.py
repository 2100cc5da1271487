"""The door of every page about one session: whoever runs it comes in, for others there is no such page."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from academy.accounts.requests import PersonRequest
from courses.models import Session
from courses.selectors.meetings import meeting_of, with_seats
from courses.selectors.organising import sessions_run_by
from courses.selectors.session_sheets import seminar_title, when_of
from courses.views.seminar_desk import seminar_crumbs

View = Callable[..., HttpResponse]


def with_own_session(*methods: str) -> Callable[[View], View]:
    """Let in whoever runs the session, and hand the session on instead of its number."""

    def decorator(view: View) -> View:
        @wraps(view)
        def guarded(request: PersonRequest, pk: int, **parts: Any) -> HttpResponse:
            return view(request, own_session(request, pk), **parts)

        allowed = (*methods, "HEAD") if "GET" in methods else methods
        return require_http_methods(allowed)(login_required(never_cache(guarded)))

    return decorator


def own_session(request: PersonRequest, pk: int) -> Session:
    """Return a session that the person runs."""
    return get_object_or_404(with_seats(sessions_run_by(request.user).select_related("seminar")), pk=pk)


def session_context(session: Session) -> dict[str, Any]:
    """What the head of each of these pages says."""
    language = get_language() or "az"
    meeting = meeting_of(session, language)
    return {
        "session": session,
        "meeting": meeting,
        "title": seminar_title(session, language),
        "when": when_of(meeting),
        "crumbs": [
            *seminar_crumbs(),
            {
                "title": date_format(meeting.starts_at, "SHORT_DATE_FORMAT"),
                "url": reverse("session_desk", args=[session.pk]),
            },
        ],
    }
