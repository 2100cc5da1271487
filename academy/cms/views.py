"""The one address of the site that belongs to no page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_safe


@require_safe
def root(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - the signature is Django's
    """Lead to the home page in the reader's language."""
    return redirect(f"/{get_language()}/")
