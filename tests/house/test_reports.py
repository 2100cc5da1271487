import json

import pytest
import sentry_sdk
from sentry_sdk.transport import Transport

from academy.house import reports
from academy.house.reports import without_people


class Kept(Transport):
    """Keeps what would be sent."""

    def __init__(self) -> None:
        super().__init__()
        self.events: list[dict] = []

    def capture_envelope(self, envelope) -> None:
        self.events += [event for event in [envelope.get_event()] if event]


@pytest.fixture
def kept(settings) -> object:
    settings.SENTRY_DSN = "https://key@sentry.invalid/1"
    transport = Kept()
    reports.start(transport=transport, default_integrations=False, auto_enabling_integrations=False)
    yield transport
    sentry_sdk.init()


def test_report_of_an_error_names_nobody(kept: Kept) -> None:
    secret = "gunay@kitabxana.az"
    sentry_sdk.set_user({"email": secret})
    try:
        raise ValueError(f"no letter to {secret}\nDETAIL: row of Əliyeva")
    except ValueError as error:
        sentry_sdk.capture_exception(error)
    event = kept.events[0]
    told = json.dumps(event, ensure_ascii=False)
    assert event["exception"]["values"][0]["value"] == "no letter to …@…\nDETAIL: …"
    assert [word for word in ("kitabxana", "Əliyeva", "vars") if word in told.replace("kitabxana_", "")] == []


def test_of_a_request_the_method_is_kept_alone() -> None:
    request = {
        "method": "POST",
        "url": "https://academy.example.org/verify/CODE/",
        "data": {"name": "x"},
        "headers": {},
    }
    event = {"request": request, "transaction": "verify_code", "user": {"id": 7}, "breadcrumbs": {}, "server_name": "h"}
    assert without_people(event, {}) == {"request": {"method": "POST"}, "transaction": "verify_code"}


def test_nothing_is_reported_without_an_address(settings) -> None:
    assert (settings.SENTRY_DSN, sentry_sdk.get_client().transport) == ("", None)
