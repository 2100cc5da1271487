"""Where somebody is led who needs a second factor and has not proved one: to set it up, or to use it."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from academy.accounts.requests import PersonRequest
from academy.accounts.second_factor import factors_of, needs_second_factor, proved_second_factor

#: What is asked for without regard to the person, and the way out.
OPEN = frozenset({"account_logout", "service_worker", "manifest", "offline", "public_media"})
#: Pages on which a first factor is set up, and those of the account that lead there.
SETTING_UP = frozenset(
    {
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_list_webauthn",
        "account_reauthenticate",
        "account_email",
        "account_email_verification_sent",
        "keep_email",
        "account_change_password",
        "account_set_password",
        "usersessions_list",
    }
)
#: Pages on which a factor that is there is used.
PROVING = frozenset({"mfa_reauthenticate", "mfa_reauthenticate_webauthn"})
#: Work for others: whoever asks for it needs a second factor, even with no role, as whoever leads a single session.
#: The CMS lets nobody in who has no right of it, and that right alone needs one.
STAFF_AREAS = ("/studio/", "/desk/")


class SecondFactorWallMiddleware:
    """Stands behind the authentication; asks nothing of people who are not logged in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Remember the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass everything on; the wall is asked when the view is known."""
        return self.get_response(request)

    def process_view(self, request: PersonRequest, *_view: Any) -> HttpResponse | None:
        """Lead the person away, or let the view answer."""
        if not _is_blocked(request):
            return None
        page, allowed = _next_step(request)
        # The page says why the person is there.
        request.second_factor_missing = True  # type: ignore[attr-defined]
        return None if _name(request) in allowed else _lead(request, page)


def _is_blocked(request: PersonRequest) -> bool:
    if not settings.SECOND_FACTOR_REQUIRED or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    if _name(request) in OPEN or request.user.is_anonymous or proved_second_factor(request):
        return False
    return request.path_info.startswith(STAFF_AREAS) or needs_second_factor(request.user)


def _name(request: HttpRequest) -> str:
    return (request.resolver_match and request.resolver_match.view_name) or ""


def _next_step(request: PersonRequest) -> tuple[str, frozenset[str]]:
    """Return the page on which the person goes on, and which pages may be opened meanwhile."""
    kinds = set(factors_of(request.user).values_list("type", flat=True))
    if not kinds:
        return reverse("mfa_index"), SETTING_UP
    page = "mfa_reauthenticate" if Authenticator.Type.TOTP in kinds else "mfa_reauthenticate_webauthn"
    back = request.get_full_path() if request.method == "GET" else _start()
    return f"{reverse(page)}?{urlencode({REDIRECT_FIELD_NAME: back})}", PROVING


def _start() -> str:
    """Where people begin; a form cannot be sent again by an address."""
    return str(settings.LOGIN_REDIRECT_URL)


def _lead(request: HttpRequest, page: str) -> HttpResponse:
    """Send people to the page, programs a refusal; fragments of pages follow to the page as a whole."""
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=HTTPStatus.FORBIDDEN, headers={"HX-Redirect": page})
    if _asks_for_data(request):
        sentence = _("Your role needs a second factor. Open the site in a browser and set it up there.")
        return JsonResponse({"detail": sentence}, status=HTTPStatus.FORBIDDEN)
    return HttpResponseRedirect(page)


def _asks_for_data(request: HttpRequest) -> bool:
    by_script = request.headers.get("X-Requested-With") == "XMLHttpRequest"
    wanted = request.headers.get("Accept", "")
    return by_script or wanted.startswith("application/json") or request.path_info.startswith("/api/v1/")
