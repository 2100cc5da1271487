"""Ends sessions that nobody uses any more (OWASP ASVS 5.0, 7.3.1), and every session in the end (7.3.2).

The session holds when it began, when it was used last and whether its person serves others. It is written when REFRESH
has passed, not with each page, so that a session ends up to REFRESH too soon; between these moments nothing is asked.
"""

from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from academy.accounts.models import User
from academy.accounts.requests import PersonRequest
from academy.accounts.second_factor import serves_others
from academy.accounts.second_factor_wall import OPEN

#: Key in the session.
USE = "use"
REFRESH, A_DAY = timedelta(minutes=5), timedelta(days=1)
#: Asked by an editor of the CMS every ten seconds, whether anybody sits before it or not.
BY_ITSELF = frozenset({"wagtailadmin_editing_sessions:ping"})


class IdleMiddleware:
    """Stands behind the authentication and before whatever asks who the person is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Remember the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass everything on; the session is looked at when the view is known."""
        return self.get_response(request)

    def process_view(self, request: PersonRequest, *_view: Any) -> HttpResponse | None:
        """End a session whose time is over: the view answers somebody who is not logged in, and so leads back here."""
        view = (request.resolver_match and request.resolver_match.view_name) or ""
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or view in OPEN:
            return None
        if SESSION_KEY in request.session:
            _use(request, by_itself=view in BY_ITSELF)
        logged_out = SESSION_KEY not in request.session
        return HttpResponse(status=HTTPStatus.FORBIDDEN) if view in BY_ITSELF and logged_out else None


def begin_use(request: HttpRequest, user: User) -> None:
    """Note that a session begins, at login."""
    _note(request, user, began=_now())


def allow_a_day(request: HttpRequest) -> None:
    """Let the session last for another day at least, if it is used: nobody is logged out in the middle of a test."""
    use = request.session.get(USE)
    if use:
        began = _now() + int(A_DAY.total_seconds()) - settings.SESSION_COOKIE_AGE
        request.session[USE] = use | {"began": max(use["began"], began)}
    # The age of cookie and row counts from here as well.
    request.session.modified = True


def _use(request: PersonRequest, *, by_itself: bool) -> None:
    """End the session, or note from time to time that it is used; one from before this module begins now."""
    now = _now()
    use = request.session.get(USE) or {"began": now, "used": 0, "serves": False}
    if use["used"] and _is_over(use, now):
        _end(request)
    elif not by_itself and not 0 <= now - use["used"] < REFRESH.total_seconds():
        # Less than nothing: the clock was ahead, and was put right.
        _note(request, request.user, began=min(use["began"], now))


def _is_over(use: dict[str, Any], now: int) -> bool:
    idle = settings.SESSION_IDLE_OF_STAFF if use["serves"] else settings.SESSION_IDLE
    return now - use["used"] >= idle.total_seconds() or now - use["began"] >= settings.SESSION_COOKIE_AGE


def _end(request: HttpRequest) -> None:
    """Log out, and tell whoever opens a page; whoever sends a form is told by the login wall."""
    logout(request)
    if request.method == "GET":
        told = _("Your session has expired. What you saved is not lost. Log in again, and you are back where you were.")
        messages.warning(request, told)


def _note(request: HttpRequest, user: User, *, began: int) -> None:
    request.session[USE] = {"began": began, "used": _now(), "serves": serves_others(user)}


def _now() -> int:
    """Return the seconds since 1970, as a session can hold them."""
    return int(timezone.now().timestamp())
