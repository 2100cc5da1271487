"""Asking an address as somebody, and what the answer comes to."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.http import HttpResponse
from django.template.backends.django import Template as DjangoTemplate
from django.test import Client
from wagtail.admin.icons import get_icons

#: Mark in the table -> statuses.
MARKS = {"+": (200, 204), "!": (400, 409, 422), "k": (401,), "x": (403,), "-": (404,), "o": (405,)}
WRITING = re.compile(r'\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM|REPLACE INTO) "?(\w+)', re.IGNORECASE)
#: Where redirects lead that have a mark of their own.
WAYS = {"/accounts/login/": "L", "/accounts/reauthenticate/": "R"}


@dataclass(frozen=True)
class Answer:
    """What came back, and the tables that were written meanwhile, even if that was taken back."""

    mark: str
    status: int
    location: str
    text: str
    written: frozenset[str]


def ask(browser: Client, method: str, path: str, **extra: Any) -> Answer:
    """Send a request without content; whatever it does is taken back, in the database and in the browser."""
    cookies = deepcopy(browser.cookies)
    with transaction.atomic(), _watched() as written:
        response = getattr(browser, method.lower())(path, **extra)
        told = (_mark(response, path), response.status_code, _location(response), _text(response))
        transaction.set_rollback(True)
    browser.cookies = cookies
    return Answer(*told, frozenset(written))


@contextmanager
def _watched() -> Iterator[set[str]]:
    """The tables that are written meanwhile."""
    found: set[str] = set()

    def look(execute: Any, sql: str, *rest: Any) -> Any:
        if writes := WRITING.match(sql):
            found.add(writes[1])
        return execute(sql, *rest)

    with connection.execute_wrapper(look):
        yield found


def _mark(response: HttpResponse, path: str) -> str:
    """One letter for a kind of answer; see the head of the table."""
    if location := _location(response):
        led_home = location == "/admin/" and path.startswith("/admin/")
        return "<" if led_home else WAYS.get(location.partition("?")[0], ">")
    marks = (mark for mark, statuses in MARKS.items() if response.status_code in statuses)
    return next(marks, str(response.status_code))


def _location(response: HttpResponse) -> str:
    return response.headers.get("Location", "")


def _text(response: HttpResponse) -> str:
    """The body, in one piece or in many."""
    return response.getvalue().decode(errors="replace")


@contextmanager
def undrawn() -> Iterator[None]:
    """Leave templates out: drawing takes two thirds of the time, and who is let in is decided before."""
    # Drawn once a process, and kept: later tests want the icons to be there.
    get_icons()
    drawn = DjangoTemplate.render
    DjangoTemplate.render = lambda *_arguments, **_more: ""
    try:
        yield
    finally:
        DjangoTemplate.render = drawn
