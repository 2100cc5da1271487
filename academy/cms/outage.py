"""What is answered when a view, or a layer before it, ended with an error (`handler500`).

503 while the database or a disk is away, so that people, browsers and balancers know that it passes; else 500. Neither
the session nor the database is asked, also not for the language.
"""

import errno
import sys
from http import HTTPStatus
from typing import Final

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.views.defaults import server_error

from academy.accounts.middleware import language_of
from academy.integrations import problems

#: What a full, read-only or broken disk answers.
DISK: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO})
#: Seconds until it is worth trying again.
PAUSE: Final = 30


def answer_error(request: HttpRequest) -> HttpResponse:
    """Answer in the reader's language, and programs in their own terms."""
    with translation.override(language_of(request)):
        response = _unavailable(request) if is_outage(sys.exc_info()[1]) else server_error(request)
        response.headers["Content-Language"] = translation.get_language()
    return response


def is_outage(error: BaseException | None) -> bool:
    """Whether something that the site is made of is away, and will come back."""
    return isinstance(error, OperationalError | InterfaceError) or (isinstance(error, OSError) and error.errno in DISK)


def _unavailable(request: HttpRequest) -> HttpResponse:
    headers = {"Retry-After": str(PAUSE), "Cache-Control": "no-store"}
    if problems.is_program(request):
        return problems.answer(problems.UNAVAILABLE, headers=headers)
    page = render_to_string("unavailable.html", {"is_reading": request.method in {"GET", "HEAD"}})
    return HttpResponse(page, status=HTTPStatus.SERVICE_UNAVAILABLE, headers=headers)
