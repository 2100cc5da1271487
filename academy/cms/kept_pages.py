"""Pages of the CMS, kept whole for visitors: who has no session, asks for a page by its bare address.

Each process keeps its own, because to ask Redis for one costs more than all else of the answer.

What is kept is what a stranger sees, so it names nobody who has an account. Each publication, and each change of a row
that pages show, begins a new generation (`generations.py`). What nobody announces, such as seats that were taken and
time that went by, shows within a minute. Cookies, the policy of the page and its log line come from the layers outside.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import resolve
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_path

from academy.cms.frames import SECONDS
from academy.cms.generations import generation
from academy.cms.held import PAGES


@dataclass(frozen=True, kw_only=True)
class KeptPage:
    """A page as it was answered."""

    content: bytes
    headers: dict[str, str]


class KeptPagesMiddleware:
    """Stands behind the language, which it needs, and before all that looks at a person."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Remember the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with what is kept, or keep what is answered."""
        if not _is_visit(request):
            return self.get_response(request)
        name = page_name(request)
        kept: KeptPage | None = PAGES.find(name)
        if kept is not None:
            # Log and figures name the route.
            request.resolver_match = resolve("/", "wagtail.urls")
            return HttpResponse(kept.content, headers=kept.headers)
        response = self.get_response(request)
        if _may_be_kept(request, response):
            patch_vary_headers(response, ("Cookie",))
            page = KeptPage(content=response.content, headers=dict(response.items()))
            PAGES.hold({name: page}, SECONDS)
        return response


def _is_visit(request: HttpRequest) -> bool:
    """Whether nothing tells this visitor from others. Whom messages wait for has a session."""
    return (
        settings.KEEP_PAGES
        and request.method == "GET"
        and not request.META.get("QUERY_STRING")
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and get_language_from_path(request.path_info) is not None
        and not getattr(request, "is_dummy", False)
    )


def page_name(request: HttpRequest) -> str:
    """Return under which name the page is kept; the host decides which site is meant."""
    return f"page:{generation()}:{request.scheme}://{request.get_host()}{request.path_info}"


def _may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether it is a page of the CMS that sets no cookie: one with a form for this visitor alone would."""
    match = request.resolver_match
    return (
        response.status_code == 200  # noqa: PLR2004 - OK
        and match is not None
        and match.view_name == "wagtail_serve"
        and not response.streaming
        and not response.cookies
        and not response.has_header("Cache-Control")
    )
