"""Every address of the site, and bare views with one query: same server, same middleware."""

import uuid

from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone

from academy.urls import urlpatterns as site
from certification.models import Certificate


def bare(_request: HttpRequest, code: str) -> HttpResponse:
    """Read one row by the index that verification uses, and answer with one word of it."""
    return HttpResponse(Certificate.objects.get(code=code).state)


def bare_insert(_request: HttpRequest) -> HttpResponse:
    """Write one row."""
    Session.objects.create(session_key=uuid.uuid4().hex, session_data="", expire_date=timezone.now())
    return HttpResponse("written")


urlpatterns = [
    path("bare/insert/", bare_insert, name="bare_insert"),
    path("bare/<str:code>/", bare, name="bare"),
    *site,
]
