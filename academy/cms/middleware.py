"""The content security policy of the Wagtail admin, which differs from the site's in two named points."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

#: Wagtail's editor sets style attributes, previews itself in a frame, and a few of its listings use inline scripts.
ADMIN_POLICY = {
    "script-src": ["'self'", "'unsafe-inline'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
    "frame-src": ["'self'"],
    "frame-ancestors": ["'self'"],
}


class AdminPolicyMiddleware:
    """Replaces single directives below /admin/; everything else keeps the strict policy of the settings."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Remember the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Mark the answer for the policy middleware outside of this one."""
        response = self.get_response(request)
        if request.path_info.startswith(reverse("wagtailadmin_home")):
            response._csp_replace = ADMIN_POLICY  # type: ignore[attr-defined]  # noqa: SLF001 - django-csp's own contract
        return response
