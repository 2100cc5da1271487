"""While the database or a disk is away, pages say so in the reader's language, with 503 and a time to come back."""

import errno
import re

import pytest
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest
from django.test import Client
from django.urls import path

from academy import urls as site

WORDS = {
    "az": "Akademiya hazırda cavab verə bilmir",
    "ru": "Академия сейчас не может ответить",
    "en": "The academy cannot answer right now",
}
ERRORS = {
    "database": OperationalError("the server is gone"),
    "connection": InterfaceError("the connection is closed"),
    "full": OSError(errno.ENOSPC, "no space left"),
    "read-only": OSError(errno.EROFS, "read-only"),
    "bug": ValueError("ours"),
    "missing": FileNotFoundError(errno.ENOENT, "not there"),
}


def fail(request: HttpRequest, kind: str) -> None:
    raise ERRORS[kind]


urlpatterns = [path("broken/<str:kind>/", fail), path("api/v1/<str:kind>/", fail), *site.urlpatterns]
handler500 = "academy.cms.outage.answer_error"


@pytest.fixture
def visitor(settings) -> Client:
    settings.ROOT_URLCONF = __name__
    settings.MIDDLEWARE = []
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("kind", ["database", "connection", "full", "read-only"])
@pytest.mark.parametrize("language", WORDS)
def test_outage_is_told_in_the_language_of_the_browser(visitor: Client, kind: str, language: str) -> None:
    page = visitor.get(f"/broken/{kind}/", headers={"accept-language": language})
    said = re.findall(r'<html lang="(\w+)"|<h1>(.*?)</h1>', page.text)
    assert said == [(language, ""), ("", WORDS[language])]
    kept = {name: page.headers[name] for name in ("Retry-After", "Cache-Control", "Content-Language")}
    assert (page.status_code, kept) == (
        503,
        {"Retry-After": "30", "Cache-Control": "no-store", "Content-Language": language},
    )


@pytest.mark.parametrize("kind", ["bug", "missing"])
def test_fault_of_ours_stays_one(visitor: Client, kind: str) -> None:
    page = visitor.get(f"/broken/{kind}/", headers={"accept-language": "ru"})
    assert (page.status_code, page.headers["Content-Language"], "Retry-After" in page.headers) == (500, "ru", False)


def test_what_was_sent_may_be_lost_and_the_page_says_so(visitor: Client) -> None:
    told = [ask("/broken/database/", headers={"accept-language": "en"}).text for ask in (visitor.get, visitor.post)]
    assert ["send it again" in text for text in told] == [False, True]


@pytest.mark.parametrize(
    ("address", "accepted"), [("/broken/database/", "application/json"), ("/api/v1/database/", "*/*")]
)
def test_programs_are_told_in_their_own_terms(visitor: Client, address: str, accepted: str) -> None:
    answer = visitor.get(address, headers={"accept": accepted})
    told = answer.json()
    assert (answer.status_code, answer.headers["Content-Type"]) == (503, "application/problem+json")
    assert (told["type"].rpartition("#")[2], told["status"]) == ("unavailable", 503)


@pytest.mark.django_db
def test_database_that_is_away_is_told_by_every_page(client: Client, monkeypatch) -> None:
    """The session itself cannot be read, so no layer knows who asks, and in which language."""

    def refuse(*_asked: object) -> None:
        raise OperationalError("the server is gone")

    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", refuse)
    client.raise_request_exception = False
    client.cookies["sessionid"] = "x" * 32
    headers = {"accept-language": "ru"}
    pages = [client.get(address, headers=headers) for address in ("/my/", "/en/courses/", "/verify/?language=az")]
    assert [(page.status_code, page.headers["Content-Language"]) for page in pages] == [
        (503, "ru"),
        (503, "en"),
        (503, "az"),
    ]
