"""The pages of keys and endpoints: for HR officers, and each of them only what is of her own institutions."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from unittest.mock import Mock

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from kombu.exceptions import OperationalError

from academy.accounts.enums import MembershipRole, Role
from academy.accounts.models import Membership, User
from academy.integrations import tasks
from academy.integrations.enums import DeliveryState
from academy.integrations.models import ApiKey, Delivery, WebhookEndpoint
from academy.integrations.selectors import due_deliveries
from academy.integrations.services.deliveries import announce_test
from academy.integrations.services.keys import end_key, key_of
from academy.record.models import Change
from tests.factories.integrations import make_api_key, make_hr_officer, make_webhook
from tests.factories.people import make_institution, make_membership, make_user

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User], Client]
LISTS = ["/desk/keys/", "/desk/keys/add/", "/desk/webhooks/", "/desk/webhooks/add/"]
NEW_KEY = {"name": "Kadrlar", "scopes": ["verify"], "per_minute": 600, "per_day": 20000}
NEW_ENDPOINT = {"url": "https://hr.example.org/x", "events": ["certificate.issued"]}


def addresses(endpoint: WebhookEndpoint, key: ApiKey) -> list[tuple[str, str]]:
    """Every address that names something, with its method."""
    delivery = announce_test(endpoint=endpoint)
    acts = ["events", "secret", "switch", "test", "remove"]
    return [
        ("get", f"/desk/webhooks/{endpoint.pk}/"),
        *[("post", f"/desk/webhooks/{endpoint.pk}/{act}/") for act in acts],
        ("post", f"/desk/webhooks/messages/{delivery.pk}/replay/"),
        ("post", f"/desk/keys/{key.pk}/rotate/"),
        ("post", f"/desk/keys/{key.pk}/end/"),
    ]


@pytest.mark.parametrize("path", LISTS)
def test_anonymous_visitor_is_asked_to_log_in(client: Client, path: str) -> None:
    assert client.get(path).url == f"/accounts/login/?next={path}"


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("role", [None, Role.TRAINER, Role.HR, Role.REGISTRAR, Role.ADMINISTRATOR])
def test_page_is_not_there_for_whoever_is_hr_officer_of_no_institution(
    client_of: ClientOf, path: str, role: Role | None
) -> None:
    person = make_user(*([role] if role else []))
    make_membership(person, make_institution(), role=MembershipRole.ORGANISER)
    assert client_of(person).get(path).status_code == 404


def test_foreign_thing_answers_as_a_missing_one_and_nothing_happens(client_of: ClientOf) -> None:
    endpoint, _ = make_webhook()
    key, _ = make_api_key()
    stranger = client_of(make_hr_officer())
    before = Change.objects.count()
    asked = addresses(endpoint, key)
    missing = [(method, re.sub(r"/\d+/", "/987654/", path)) for method, path in asked]
    answers = [getattr(stranger, method)(path, {"overlap": "0"}).status_code for method, path in asked + missing]
    assert answers == [404] * 18
    assert (Change.objects.count(), WebhookEndpoint.objects.count(), Delivery.objects.count()) == (before, 1, 1)


def test_history_shows_own_keys_alone_and_keeps_what_an_erased_person_did(client_of: ClientOf) -> None:
    officer, gone = make_hr_officer(), make_user(legal_name="Gedən Adam")
    key, _ = make_api_key(officer.memberships.get().institution)
    make_api_key()
    end_key(key=key, by=gone)
    shown = client_of(officer).get(reverse("api_keys")).context["changes"]
    assert [(change.kind, change.subject, change.actor) for change in shown] == [
        ("key_ended", key.prefix, gone),
        ("key_made", key.prefix, None),
    ]
    gone.delete()
    answer = client_of(officer).get(reverse("api_keys"))
    told = [(change.kind, change.actor) for change in answer.context["changes"]]
    assert (told, "Gedən Adam" in answer.text) == ([("key_ended", None), ("key_made", None)], False)


def test_get_changes_nothing(client_of: ClientOf) -> None:
    officer = make_hr_officer()
    institution = officer.memberships.get().institution
    endpoint, _ = make_webhook(institution)
    key, _ = make_api_key(institution)
    browser = client_of(officer)
    acts = [path for method, path in addresses(endpoint, key) if method == "post"]
    assert [browser.get(path).status_code for path in acts] == [405] * len(acts)


def test_key_is_shown_once_and_works(client_of: ClientOf) -> None:
    officer = make_hr_officer()
    browser = client_of(officer)
    institution = officer.memberships.get().institution
    page = browser.post("/desk/keys/add/", NEW_KEY | {"institution": institution.pk})
    text = re.search(r'value="(lak_[^"]+)"', page.content.decode()).group(1)
    key = ApiKey.objects.get()
    assert (key_of(text), key.institution, key.made_by, key.scopes) == (key, institution, officer, ["verify"])
    assert "no-store" in page["Cache-Control"]
    listed = browser.get("/desk/keys/").content.decode()
    assert (text in listed, key.prefix in listed) == (False, True)


def test_key_for_another_institution_is_refused(client_of: ClientOf) -> None:
    browser = client_of(make_hr_officer())
    browser.post("/desk/keys/add/", NEW_KEY | {"institution": make_institution().pk})
    browser.post("/desk/webhooks/add/", NEW_ENDPOINT | {"institution": make_institution().pk})
    assert (ApiKey.objects.count(), WebhookEndpoint.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    "wrong", [{"scopes": ["all"]}, {"scopes": []}, {"name": ""}, {"per_minute": 0}, {"per_day": 10**9}]
)
def test_key_with_anything_wrong_is_not_made(client_of: ClientOf, wrong: dict[str, Any]) -> None:
    officer = make_hr_officer()
    institution = officer.memberships.get().institution
    response = client_of(officer).post("/desk/keys/add/", NEW_KEY | {"institution": institution.pk} | wrong)
    assert (response.status_code, ApiKey.objects.count()) == (200, 0)


def test_key_is_rotated_and_ended_on_its_page(client_of: ClientOf) -> None:
    officer = make_hr_officer()
    key, text = make_api_key(officer.memberships.get().institution)
    browser = client_of(officer)
    page = browser.post(f"/desk/keys/{key.pk}/rotate/", {"overlap": "0"}).content.decode()
    successor = key_of(re.search(r'value="(lak_[^"]+)"', page).group(1))
    assert (key_of(text), successor) == (None, ApiKey.objects.get(replaces=key))
    browser.post(f"/desk/keys/{successor.pk}/end/")
    assert ApiKey.objects.get(pk=successor.pk).is_ended


@pytest.mark.parametrize("url", ["http://hr.example.org/", "https://127.0.0.1/", "https://2130706433/", "x"])
def test_endpoint_at_an_address_that_is_not_public_is_refused(client_of: ClientOf, url: str) -> None:
    officer = make_hr_officer()
    sent = NEW_ENDPOINT | {"institution": officer.memberships.get().institution.pk, "url": url}
    page = client_of(officer).post("/desk/webhooks/add/", sent).content.decode()
    assert (WebhookEndpoint.objects.count(), "Bu ünvana heç nə göndərmək olmur." in page) == (0, True)


def test_secret_is_shown_once(client_of: ClientOf) -> None:
    officer = make_hr_officer()
    browser = client_of(officer)
    sent = NEW_ENDPOINT | {"institution": officer.memberships.get().institution.pk}
    page = browser.post("/desk/webhooks/add/", sent).content.decode()
    secret = re.search(r'value="(whsec_[^"]+)"', page).group(1)
    endpoint = WebhookEndpoint.objects.get()
    assert secret not in browser.get(f"/desk/webhooks/{endpoint.pk}/").content.decode()


def test_officer_who_is_one_no_more_sees_nothing_and_the_key_goes_on(client_of: ClientOf) -> None:
    officer = make_hr_officer()
    _, text = make_api_key(officer.memberships.get().institution)
    browser = client_of(officer)
    assert browser.get("/desk/keys/").status_code == 200
    Membership.objects.filter(user=officer).delete()
    assert (browser.get("/desk/keys/").status_code, key_of(text) is None) == (404, False)


def test_what_strangers_answered_is_shown_as_text(client_of: ClientOf) -> None:
    officer = make_hr_officer()
    endpoint, _ = make_webhook(officer.memberships.get().institution)
    announce_test(endpoint=endpoint)
    Delivery.objects.update(answer="<script>alert(1)</script>", status=200, state="delivered")
    page = client_of(officer).get(f"/desk/webhooks/{endpoint.pk}/").content.decode()
    assert ("<script>alert" in page, "&lt;script&gt;alert" in page) == (False, True)


def test_lists_ask_the_database_as_often_for_three_as_for_one(
    client_of: ClientOf, django_assert_num_queries: Any
) -> None:
    officer = make_hr_officer()
    institution = officer.memberships.get().institution
    browser = client_of(officer)
    for _ in range(2):
        make_api_key(institution)
        endpoint, _ = make_webhook(institution)
        announce_test(endpoint=endpoint)
        browser.get("/desk/keys/")
        with django_assert_num_queries(8):
            browser.get("/desk/keys/")
        with django_assert_num_queries(7):
            browser.get("/desk/webhooks/")


@pytest.mark.parametrize("act", ["test", "replay"])
def test_message_waits_for_the_sweep_while_the_queue_is_away(
    act: str, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Callable
) -> None:
    endpoint, _secret = make_webhook()
    delivery = announce_test(endpoint=endpoint)
    Delivery.objects.update(state=DeliveryState.DELIVERED, next_attempt_at=timezone.now() + timedelta(days=1))
    names = {"test": f"/desk/webhooks/{endpoint.pk}/test/", "replay": f"/desk/webhooks/messages/{delivery.pk}/replay/"}
    monkeypatch.setattr(tasks.deliver, "delay", Mock(side_effect=OperationalError("no broker")))
    with django_capture_on_commit_callbacks(execute=True):
        answer = client_of(make_hr_officer(endpoint.institution)).post(names[act])
    tasks.deliver.delay.assert_called_once()
    assert (answer.status_code, len(due_deliveries(timezone.now()))) == (302, 1)
