import logging

import pytest
import structlog
from django.http import HttpResponse
from django.test import Client, RequestFactory

from academy.logs.requests import RequestLogMiddleware, mark_of, request_id_of
from certification.codes import new_code
from tests.factories.people import make_user

GIVEN = "0123456789abcdef"


def requests(lines) -> list[dict]:
    """The lines of requests, without what each run has of its own."""
    return [
        {key: line[key] for key in line.keys() - {"ms", "request_id"}} for line in lines() if line["event"] == "request"
    ]


def written(route: str, status: int, **more: object) -> dict:
    named = {"event": "request", "level": "info", "logger": "academy.logs.requests", "method": "GET"}
    return named | {"route": route, "status": status} | more


@pytest.mark.django_db
def test_line_names_the_route_and_not_what_was_asked_by(client: Client, lines) -> None:
    code = new_code()
    client.get(f"/verify/{code}/", {"secret": "word"})
    assert requests(lines) == [written("verify_code", 404)]
    assert [found for found in lines() if code in str(found) or "word" in str(found)] == []


@pytest.mark.django_db
def test_line_tells_people_apart_and_names_nobody(client_of, lines) -> None:
    learner, other = make_user(), make_user()
    for person in (learner, other, learner):
        client_of(person).get("/my/")
    marks = [line["person"] for line in requests(lines)]
    assert marks == [mark_of(learner.pk), mark_of(other.pk), mark_of(learner.pk)]
    assert (len(set(marks)), {len(mark) for mark in marks}) == (2, {12})
    assert [word for word in (learner.email, learner.legal_name) if word in str(lines())] == []


@pytest.mark.django_db
def test_unknown_address_is_not_written(client: Client, lines) -> None:
    for path in ("/az/somebody/", "/somebody@example.org/"):
        client.get(path)
    assert requests(lines) == [written("wagtail_serve", 404), written("unknown", 404)]
    assert "somebody" not in str(lines())


@pytest.mark.parametrize("path", ["/healthz", "/static/css/base.css"])
def test_what_machines_ask_all_day_is_not_written(path: str, client: Client, lines) -> None:
    client.get(path).close()
    assert requests(lines) == []


@pytest.mark.django_db
def test_answer_bears_the_id_of_its_lines(lines) -> None:
    client = Client()
    answer = client.get("/verify/nobody/knows/this")
    assert [line["request_id"] for line in lines()] == [answer.headers["X-Request-ID"]]


@pytest.mark.parametrize(
    ("proxies", "given", "is_taken"),
    [(1, GIVEN, True), (0, GIVEN, False), (1, "short", False), (1, f"{GIVEN}\n{{}}", False), (1, "x" * 65, False)],
)
def test_id_is_taken_from_a_proxy_alone(proxies: int, given: str, is_taken, settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    request_id = request_id_of(RequestFactory().get("/", headers={"x-request-id": given}))
    assert ((request_id == given), len(request_id) >= 8) == (is_taken, True)


def test_id_ends_with_its_request() -> None:
    RequestLogMiddleware(lambda _request: HttpResponse())(RequestFactory().get("/"))
    assert structlog.contextvars.get_contextvars() == {}


def test_preview_of_the_cms_belongs_to_the_request_around_it(lines) -> None:
    request = RequestFactory().get("/")
    request.is_dummy = True
    answer = RequestLogMiddleware(lambda _request: HttpResponse())(request)
    assert (lines(), "X-Request-ID" in answer.headers) == ([], False)


def test_djangos_own_lines_name_no_path(lines) -> None:
    request = RequestFactory().get("/verify/SECRET/", {"q": "word"})
    request.resolver_match = None
    logging.getLogger("django.request").error(
        "%s: %s", "Internal Server Error", request.path, extra={"status_code": 500, "request": request}
    )
    assert lines() == [
        {"event": "Internal Server Error: …", "level": "error", "logger": "django.request", "route": "unknown"}
    ]
