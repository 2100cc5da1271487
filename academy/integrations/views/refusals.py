"""What is answered to a request that cannot be read (`handler400`)."""

from django.http import HttpRequest, HttpResponse
from django.views import defaults

from academy.integrations import problems


def answer_bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer people by a page, and programs in their own terms."""
    if problems.is_program(request):
        return problems.answer(problems.UNREADABLE)
    return defaults.bad_request(request, exception)
