"""The document of the API tells the truth: whoever asks whatever gets an answer that it documents, and never a 500.

Schemathesis makes the questions from the document itself: its examples, the edges of each shape, and drawn ones, right
and wrong. The draws are the same in each run.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import schemathesis
from django.core.serializers.json import DjangoJSONEncoder
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from academy.integrations.enums import Scope
from academy.integrations.models import ApiKey
from academy.integrations.services.keys import end_key
from academy.rest import api
from academy.wsgi import application
from certification.models import Certificate
from certification.rest.shapes import EXAMPLE_CODE
from certification.services.log import extend_log
from certification.services.log_keys import make_log_key
from tests.factories.certification import make_issued
from tests.factories.integrations import make_api_key
from tests.factories.people import make_institution, make_membership, make_user

document = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/v1/"), cls=DjangoJSONEncoder))
#: The keys are shown by the test, not drawn.
CONFIG = schemathesis.Config.from_dict({"generation": {"with-security-parameters": False}})


def loaded(shown: dict[str, Any]) -> Any:
    """A document, to be held against our application."""
    made = schemathesis.openapi.from_dict(shown, config=CONFIG)
    made.app = application
    return made


schema = loaded(document)

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
#: Role -> the statuses that it may be answered, whatever it asks. Checkpoint and status lists are open to everybody.
ROLES = {
    "nobody": {200, 400, 401, 404, 422},
    "verifier": {200, 400, 403, 404, 422},
    "reader": {200, 400, 403, 404, 422},
    "both": {200, 400, 404, 422},
    "ended": {200, 400, 401, 404, 422},
    "foreign": {200, 400, 404, 422},
    "limited": {200, 400, 404, 422, 429},
}


def _ended() -> str:
    key, text = make_api_key()
    end_key(key=key, by=make_user())
    return text


def _limited() -> str:
    key, text = make_api_key()
    ApiKey.objects.filter(pk=key.pk).update(per_minute=0)
    return text


@pytest.fixture
def same_connection() -> Iterator[None]:
    """Leave the connection open between requests, as Django's own test client does: the test's data are in it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def keys(own_files: object, same_connection: None) -> dict[str, Callable[[], str]]:
    """What each role shows; the institution has a member who holds the certificate of the examples."""
    institution, holder = make_institution(), make_user()
    make_membership(holder, institution, consented=True)
    certificate = make_issued(holder)
    make_log_key(demo=True)
    extend_log()
    Certificate.objects.filter(pk=certificate.pk).update(code=EXAMPLE_CODE.replace("-", ""))
    return {
        "nobody": lambda: "",
        "verifier": lambda: make_api_key(institution, Scope.VERIFY)[1],
        "reader": lambda: make_api_key(institution, Scope.CERTIFICATES)[1],
        "both": lambda: make_api_key(institution, per_minute=100_000, per_day=1_000_000)[1],
        "ended": _ended,
        "foreign": lambda: make_api_key(make_institution())[1],
        "limited": _limited,
    }


@pytest.fixture(params=ROLES)
def role(request: pytest.FixtureRequest, keys: dict[str, Callable[[], str]]) -> tuple[str, dict[str, str]]:
    text = keys[request.param]()
    return request.param, {"Authorization": f"Bearer {text}"} if text else {}


@pytest.mark.django_db
@schema.parametrize()
@settings(
    max_examples=10,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much],
)
def test_every_answer_is_documented(case: schemathesis.Case, role: tuple[str, dict[str, str]]) -> None:
    name, headers = role
    response = case.call(headers=headers)
    case.validate_response(response, checks=CHECKS)
    has_operation = case.method.lower() in document["paths"][case.path]
    assert response.status_code in (ROLES[name] if has_operation else {405})


def test_other_method_is_refused_in_the_terms_of_the_api(client: Client, settings: object) -> None:
    answers = [getattr(client, method)("/api/v1/certificates") for method in ("post", "put", "delete", "patch")]
    assert [(one.status_code, one["Content-Type"], one["Allow"]) for one in answers] == [
        (405, "application/problem+json", "GET")
    ] * 4
    assert answers[0].json() == {
        "type": f"{settings.SITE_URL}/api/#method-not-allowed",
        "title": "Not by this method",
        "status": 405,
        "detail": "Use one of the methods that the header Allow names.",
    }


def test_refused_method_is_documented_of_every_operation() -> None:
    operations = [operation for path in document["paths"].values() for operation in path.values()]
    assert {tuple(one["responses"]["405"]["content"]) for one in operations} == {("application/problem+json",)}
    assert {tuple(one["responses"]["405"]["headers"]) for one in operations} == {("Allow",)}


@pytest.mark.django_db
def test_undocumented_status_is_found(keys: dict[str, Callable[[], str]]) -> None:
    """The positive control: the same checks refuse an answer that the document leaves out."""
    poorer = json.loads(json.dumps(document))
    del poorer["paths"]["/api/v1/certificates"]["get"]["responses"]["401"]
    case = loaded(poorer)["/api/v1/certificates"]["GET"].Case()
    response = case.call()
    with pytest.raises(BaseExceptionGroup):
        case.validate_response(response, checks=CHECKS)
