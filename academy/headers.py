"""Headers of answers that no view has to think of: what may be kept and found, what the browser may use, who may embed.

A view that says itself how long its answer may be kept is left alone.
"""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

#: Below these lies what concerns a person: neither browsers nor search engines keep it.
PERSONAL = (
    "/accounts/",
    "/admin/",
    "/api/v1/certificates",
    "/api/v1/verifications",
    "/calendar/",
    "/desk/",
    "/letters/",
    "/my/",
    "/reminders/",
    "/studio/",
    "/verify/",
)
#: Where codes are read by the camera: verification, and the door of a session.
WITH_CAMERA = ("/verify/", "/studio/sessions/")
#: What no page of this site needs.
UNUSED = ("display-capture", "geolocation", "microphone", "midi", "payment", "usb")
#: Pictures that stand on pages of others: badges, and what feeds show.
EMBEDDED = ("/badges/", "/media/")
#: Files that are handed to whoever may have them: no cache on the way keeps them, and the browser asks again each time.
FILES = ("/documents/",)


class HeadersMiddleware:
    """Stands outside of all that may answer, so that refusals carry the headers as well."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Remember the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add what the answer does not say itself."""
        response = self.get_response(request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if request.path_info.startswith(PERSONAL):
            response.headers.setdefault("X-Robots-Tag", "noindex, nofollow")
        if request.path_info.startswith(FILES):
            response.headers.setdefault("Cache-Control", "private, no-cache")
        # What says it already is not asked about the session, whose database may be away.
        if not response.has_header("Cache-Control") and _is_about_somebody(request, is_page=is_page):
            add_never_cache_headers(response)
        if is_page:
            # Browsers ask pages alone; on each file it would cost a kilobyte a page.
            camera = "self" if request.path_info.startswith(WITH_CAMERA) else ""
            response.headers.setdefault("Permissions-Policy", _permissions(camera))
        embedder = "cross-origin" if request.path_info.startswith(EMBEDDED) else "same-origin"
        response.headers.setdefault("Cross-Origin-Resource-Policy", embedder)
        return response


def _is_about_somebody(request: HttpRequest, *, is_page: bool) -> bool:
    """Whether the answer may bear somebody's name. No query: whoever sends a session was asked for it."""
    if request.path_info.startswith(PERSONAL):
        return True
    return (
        is_page and settings.SESSION_COOKIE_NAME in request.COOKIES and SESSION_KEY in getattr(request, "session", {})
    )


def _permissions(camera: str) -> str:
    return ", ".join([f"camera=({camera})", *(f"{feature}=()" for feature in UNUSED)])
