"""The addresses of the site that belong to no page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe


@require_safe
def root(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - the signature is Django's
    """Lead to the home page in the reader's language."""
    return redirect(f"/{get_language()}/")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Tell crawlers what is personal or makes work for nothing, and where the sitemaps are."""
    return render(request, "robots.txt", content_type="text/plain; charset=utf-8")
