"""Requests that are refused by the length that they tell, before anything of them is read or kept on the disk.

A body that is longer than it tells is not read further, and one that tells no length is not read at all (Django's
WSGIRequest). What the proxy lets through at all is its own affair (deploy/Caddyfile).
"""

from collections.abc import Callable
from typing import Any, Final, NamedTuple, TypeVar

from django.http import HttpRequest, HttpResponse

View = TypeVar("View", bound=Callable[..., HttpResponse])
#: What a form holds besides its file, at most.
_FORM_BYTES: Final = 100_000


class _Limit(NamedTuple):
    size: int
    refuse: Callable[[Any], HttpResponse]


def takes_file(size: int, *, refuse: Callable[[Any], HttpResponse]) -> Callable[[View], View]:
    """Let a view get no request with a larger file, in bytes; `refuse` answers it, and must not read the request.

    It stands above whatever else decorates the view.
    """

    def limited(view: View) -> View:
        view.limit = _Limit(size + _FORM_BYTES, refuse)  # type: ignore[attr-defined]
        return view

    return limited


class BodySizeMiddleware:
    """Stands before the check of the token, which reads the whole form."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Remember the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Change nothing by itself."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, *_arguments: Any) -> HttpResponse | None:
        """Refuse what is longer than the view takes."""
        limit: _Limit | None = getattr(view, "limit", None)
        return limit.refuse(request) if limit and _told(request) > limit.size else None


def _told(request: HttpRequest) -> int:
    length = request.META.get("CONTENT_LENGTH", "")
    return int(length) if length.isdecimal() else 0
