"""The pages about the API: for people in their language, for programs in OpenAPI."""

import json

import pytest
from django.test import Client

from academy.integrations.problems import KINDS
from academy.rest import api

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["az", "ru", "en"])
def test_page_names_every_operation_and_every_error(client: Client, language: str) -> None:
    client.cookies["language"] = language
    page = client.get("/api/").content.decode()
    document = api.get_openapi_schema()
    told = [path for path in document["paths"] if f" {path}</code>" in page]
    assert told == list(document["paths"])
    assert [kind.slug for kind in KINDS if f'id="{kind.slug}"' in page] == [kind.slug for kind in KINDS]
    assert ("<script>" in page, "style=" in page) == (False, False)


def test_page_is_in_the_readers_language(client: Client) -> None:
    client.cookies["language"] = "ru"
    page = client.get("/api/").content.decode()
    assert ("Проверка одного сертификата" in page, "Verify one certificate" in page) == (True, False)


def test_document_is_openapi_of_the_newest_kind_and_says_which_errors_come(client: Client) -> None:
    response = client.get("/api/openapi.json")
    document = json.loads(response.content)
    assert (response.status_code, response["Content-Type"], document["openapi"]) == (200, "application/json", "3.1.0")
    statuses = {path: {m: sorted(o["responses"]) for m, o in ms.items()} for path, ms in document["paths"].items()}
    assert statuses == {
        "/api/v1/certificates": {"get": ["200", "400", "401", "403", "405", "422", "429", "503"]},
        "/api/v1/certificates/{code}": {"get": ["200", "400", "401", "403", "404", "405", "422", "429", "503"]},
        "/api/v1/log/checkpoint": {"get": ["200", "400", "404", "405", "503"]},
        "/api/v1/status-lists/{number}": {"get": ["200", "400", "404", "405", "422", "503"]},
        "/api/v1/verifications": {"post": ["200", "400", "401", "403", "405", "422", "429", "503"]},
    }
    limited = document["paths"]["/api/v1/certificates"]["get"]["responses"]["429"]
    assert list(limited["headers"]) == ["Retry-After"]


def test_address_that_the_api_does_not_have_is_answered_as_a_problem(client: Client) -> None:
    response = client.get("/api/v1/nothing/here")
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")
