"""A page anew: nothing that is kept of it, or nothing at all that is kept, answers a question that says so."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from academy.cms.generations import begin_anew
from academy.cms.held import PAGES
from academy.cms.kept_pages import page_name


class AnewMiddleware:
    """Forgets before it passes on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Remember the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Forget where that is asked for."""
        match request.headers.get("X-Anew"):
            case "page":
                PAGES.hold({page_name(request): None}, 0)
            case "publication":
                begin_anew()
        return self.get_response(request)
