"""Probes come from within: by the address of a process, over http, and while the database is away."""

from collections.abc import Callable
from time import perf_counter
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from academy.house.metrics import REQUESTS, SECONDS
from academy.logs.routes import route_of

#: The addresses that are answered here; `academy.urls` includes them, so that each address stands in one table.
PROBES: Final = "academy.house.urls"


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


#: Others are counted as one, so that nobody fills the memory with new ones.
METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class CountingMiddleware:
    """Counts requests and the time that they take, by their routes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Remember the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and count."""
        begun = perf_counter()
        response = self.get_response(request)
        route, method = route_of(request), request.method
        REQUESTS.labels(method if method in METHODS else "other", route, response.status_code).inc()
        SECONDS.labels(route).observe(perf_counter() - begun)
        return response
