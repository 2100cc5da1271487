"""What no address of the site holds."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

NUL = "\x00"


class AddressMiddleware:
    """Answers 400 to addresses with a NUL: PostgreSQL takes none, so looking something up by it would be an error."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Remember the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on what can be an address. Forms refuse the sign themselves."""
        query = request.META.get("QUERY_STRING", "")
        if NUL in request.path_info or NUL in query or "%00" in query:
            raise BadRequest
        return self.get_response(request)
