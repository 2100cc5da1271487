"""Every address of the site, and the bare view with one query: same server, same middleware, same table."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from academy.urls import urlpatterns as site
from certification.models import Certificate


def bare(_request: HttpRequest, code: str) -> HttpResponse:
    """Read one row by the same index, and answer with one word of it."""
    return HttpResponse(Certificate.objects.get(code=code).state)


urlpatterns = [path("bare/<str:code>/", bare, name="bare"), *site]
