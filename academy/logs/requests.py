"""One line for each request, and an id by which its lines, and those of its tasks, are found."""

import logging
import re
from collections.abc import Callable
from time import perf_counter
from typing import Final
from uuid import uuid4

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from academy.logs.routes import STATIC, route_of

log = structlog.get_logger(__name__)

HEADER: Final = "X-Request-ID"
#: What a proxy may give: long enough to be one, and nothing that could forge a line.
GIVEN: Final = re.compile(r"[A-Za-z0-9_-]{8,64}")
#: Machines ask for these all day long.
QUIET: Final = frozenset({STATIC, "healthz", "readyz", "metrics"})


class RequestLogMiddleware:
    """Stands before all other layers, so that it sees each answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Remember the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and write the line. What Wagtail asks itself for a preview belongs to the request around it."""
        if getattr(request, "is_dummy", False):
            return self.get_response(request)
        request_id, begun = request_id_of(request), perf_counter()
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            response = self.get_response(request)
            _write(request, response.status_code, perf_counter() - begun)
        response.headers[HEADER] = request_id
        return response


def _write(request: HttpRequest, status: int, seconds: float) -> None:
    route = route_of(request)
    log.log(
        logging.DEBUG if route in QUIET else logging.INFO,
        "request",
        method=request.method,
        route=route,
        status=status,
        ms=round(seconds * 1000),
        **_whose(request),
    )


def request_id_of(request: HttpRequest) -> str:
    """Return the id that the proxy in front gave, or a new one: without a proxy the header is a stranger's."""
    given = request.headers.get(HEADER, "")
    is_trusted = settings.ALLAUTH_TRUSTED_PROXY_COUNT > 0 and GIVEN.fullmatch(given)
    return given if is_trusted else uuid4().hex


def _whose(request: HttpRequest) -> dict[str, str]:
    """Tell people apart where the request was somebody's. Nobody is looked up for the line: whoever asked, has."""
    user = request.__dict__.get("_cached_user")
    return {"person": mark_of(user.pk)} if user and user.is_authenticated else {}


def mark_of(whom: int | str) -> str:
    """Return what stands for a person (by id) or an address in the lines: it finds nobody without the secret key."""
    return salted_hmac("academy.logs", str(whom), algorithm="sha256").hexdigest()[:12]
