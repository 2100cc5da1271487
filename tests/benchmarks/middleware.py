"""A page anew, as after a publication: nothing kept answers a question that says so."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from academy.cms.generations import begin_anew


class AnewMiddleware:
    """Begins a new generation of all that is kept, which costs what it costs after each publication."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Remember the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Forget where that is asked for."""
        if request.headers.get("X-Anew"):
            begin_anew()
        return self.get_response(request)
