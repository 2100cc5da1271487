"""The ways to pages, kept for all readers: Wagtail's own takes two queries for each level of the tree.

Where somebody went lately the page costs one query, and none for restrictions where there is none. Each publication,
each move and each restriction begins a new generation (`generations.py`).
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from hashlib import sha256
from typing import NamedTuple

from django.apps import apps
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from wagtail.models import Locale, Page
from wagtail.url_routing import RouteResult

from academy.cms.frames import SECONDS_OF_DECIDED
from academy.cms.held import WAYS, held
from academy.prepared import PreparedInstances


class Way(NamedTuple):
    """Where an address leads: a model by its label, an id, and whether everybody may read the page."""

    model: str
    pk: int
    is_open: bool


class WaysMiddleware:
    """Goes the way before Wagtail does; what has no page, or more than a page, is left to it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Remember the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass everything on; the way is gone when the view is known."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: object, arguments: Sequence[str], _named: Mapping[str, object]
    ) -> None:
        """Tell Wagtail which page is meant."""
        match = request.resolver_match
        if not settings.KEEP_PAGES or match is None or match.view_name != "wagtail_serve":
            return
        (path,) = arguments
        address = sha256(f"{request.get_host()}/{path}".encode()).hexdigest()
        name, asked = f"way:{get_language()}:{address}", partial(_way, request, path)
        way = held(name, asked, seconds=SECONDS_OF_DECIDED, shelf=WAYS)
        page = _page(way) if way else None
        if way and page:
            page.is_open = way.is_open
            request._wagtail_route_for_request = RouteResult(page)  # type: ignore[attr-defined]  # noqa: SLF001 - Wagtail's own


def _way(request: HttpRequest, path: str) -> Way | None:
    """Go Wagtail's way; a page with views below it has more to tell than its id."""
    result = Page.route_for_request(request, path)
    if result is None or result[1] or result[2]:
        return None
    page = result[0]
    return Way(page._meta.label, page.pk, is_open=not page.get_view_restrictions().exists())  # noqa: SLF001 - public API


def _page(way: Way) -> Page | None:
    page = _reading(way.model).first(way.pk)
    if page is not None:
        page.locale = held("locales", Locale.objects.in_bulk)[page.locale_id]
    return page


@cache
def _reading(model: str) -> PreparedInstances[Page]:
    pages = apps.get_model(model)
    return PreparedInstances(pages, lambda pk: pages.objects.filter(pk=pk, live=True).order_by(), -1)
