"""What a request is called in lines and figures: the name of its route, of which there are only so many."""

from typing import Final

from django.conf import settings
from django.http import HttpRequest

STATIC: Final = "static"
UNKNOWN: Final = "unknown"


def route_of(request: HttpRequest) -> str:
    """Return the name of the view, or the pattern of its address; never what somebody typed."""
    match = request.resolver_match
    if match:
        return match.view_name or match.route
    return STATIC if request.path.startswith(settings.STATIC_URL) else UNKNOWN
