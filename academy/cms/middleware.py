"""The door of the Wagtail admin, and its content security policy, which differs from the site's in named points."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from wagtail.contrib.redirects.middleware import RedirectMiddleware

#: What Wagtail's editor needs beyond the site's policy, each for a reason. Scripts in attributes stay forbidden.
ADMIN_POLICY = {
    # Fields for dates, choosers, rows of a panel and the translation editor are started by scripts beside them
    # (`initDateTimeChooser`, `new ImageChooser`, `new InlinePanel`, `window.chooserUrls`), some in parts of pages that
    # arrive later, for which no nonce of the page can be known.
    "script-src-elem": ["'self'", "'unsafe-inline'"],
    # The editor measures and moves by style attributes.
    "style-src": ["'self'", "'unsafe-inline'"],
    # Pictures are shown before they are uploaded.
    "img-src": ["'self'", "data:", "blob:"],
    # The editor shows the page beside its form.
    "frame-src": ["'self'"],
    "frame-ancestors": ["'self'"],
}
#: What Wagtail previews in a frame is a page of the site: its own policy, and leave to stand in a frame of the site.
PREVIEW_POLICY = {"frame-ancestors": ["'self'"]}
#: Addresses below /admin/ that lead out, and so are open to all.
WAYS_OUT = ("wagtailadmin_login", "wagtailadmin_logout")


def is_admin(request: HttpRequest) -> bool:
    """Whether the address belongs to the CMS."""
    return request.path_info.startswith(reverse("wagtailadmin_home"))


class AdminDoorMiddleware:
    """Answers 403 to whoever is logged in and may not enter: Wagtail leads to the login page, which leads back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Remember the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass everything on; the door is asked when the view is known."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        """Refuse; raising here, not above, gives the page of the site for 403."""
        if not is_admin(request) or request.path_info in map(reverse, WAYS_OUT) or request.user.is_anonymous:
            return
        if not request.user.has_perm("wagtailadmin.access_admin"):
            raise PermissionDenied


class AdminPolicyMiddleware:
    """Replaces single directives below /admin/; everything else keeps the strict policy of the settings."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Remember the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Mark the answer for the policy middleware outside of this one."""
        response = self.get_response(request)
        if getattr(request, "is_dummy", False):  # Wagtail makes a request of its own for what it previews.
            response.headers["X-Frame-Options"] = "SAMEORIGIN"
            _replace(response, PREVIEW_POLICY)
        elif is_admin(request):
            _replace(response, ADMIN_POLICY)
        return response


def _replace(response: HttpResponse, policy: dict[str, list[str]]) -> None:
    response._csp_replace = policy  # type: ignore[attr-defined]  # noqa: SLF001 - django-csp's own contract


class MovedPageMiddleware(RedirectMiddleware):
    """Looks for an editor's redirect where no page was found; what a view of ours does not have has not moved."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Ask only for addresses that nobody but the CMS answers."""
        match = request.resolver_match
        if match is not None and match.view_name != "wagtail_serve":
            return response
        return super().process_response(request, response)
