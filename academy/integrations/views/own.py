"""Who may enter: HR officers, and each of them only what is of their own institutions."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.views.decorators.cache import never_cache

from academy.accounts.requests import PersonRequest
from academy.integrations.selectors import institutions_led_by


def for_hr(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer people who are HR officer of no institution as if the page were not there; keep the page in no cache."""

    @wraps(view)
    def wrapped(request: PersonRequest, **arguments: object) -> HttpResponse:
        if not institutions_led_by(request.user).exists():
            raise Http404
        return view(request, **arguments)

    return never_cache(login_required(wrapped))
