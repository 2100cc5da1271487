"""Probes come from within: by the address of a process, over http, and while the database is away."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

#: The addresses that are answered here; `academy.urls` includes them, so that each address stands in one table.
PROBES = "academy.house.urls"


class ProbeMiddleware:
    """Answers probes before the layers that look at the host's name or ask the database for a session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Remember the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or pass on."""
        try:
            match = resolve(request.path_info, PROBES)
        except Resolver404:
            return self.get_response(request)
        request.resolver_match = match
        return match.func(request, *match.args, **match.kwargs)
