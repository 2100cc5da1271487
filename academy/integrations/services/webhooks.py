"""The life of an endpoint: added, changed, its secret rotated, switched off and on, removed. Secrets are shown once."""

import base64
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from academy.accounts.models import Institution, User
from academy.integrations.enums import DeliveryState, EndpointState, EventType
from academy.integrations.errors import EndpointNotActive
from academy.integrations.models import WebhookEndpoint
from academy.integrations.sealing import seal
from academy.integrations.selectors import hr_officers, unmailed_failures
from academy.mail.letters import send_letter
from academy.mail.once import send_once
from academy.record.enums import ChangeKind
from academy.record.services import record_change

#: Begins each secret, as Standard Webhooks has it.
SECRET_MARK: Final = "whsec_"  # noqa: S105 - a mark, no secret
_SECRET_BYTES: Final = 32
#: So long both secrets sign, that a receiver may change from one to the other.
OVERLAP: Final = timedelta(days=1)


@transaction.atomic
def make_endpoint(
    *, institution: Institution, url: str, events: Sequence[EventType], by: User | None
) -> tuple[WebhookEndpoint, str]:
    """Add an endpoint and return it with its secret, which is not shown again."""
    secret = _new_secret()
    chosen = [str(event) for event in events]
    endpoint = WebhookEndpoint.objects.create(
        institution=institution, url=url, events=chosen, secret=seal(secret), made_by=by
    )
    _record(ChangeKind.ENDPOINT_MADE, endpoint, by, events=chosen)
    return endpoint, secret


@transaction.atomic
def change_events(*, endpoint: WebhookEndpoint, events: Sequence[EventType], by: User) -> None:
    """Choose anew what the endpoint is told of; what waits already is still sent."""
    endpoint.events = [str(event) for event in events]
    endpoint.save(update_fields=["events"])
    _record(ChangeKind.ENDPOINT_CHANGED, endpoint, by, events=endpoint.events)


@transaction.atomic
def rotate_secret(*, endpoint: WebhookEndpoint, by: User) -> str:
    """Make and return a new secret; for a day each message carries a signature of both."""
    secret = _new_secret()
    row = WebhookEndpoint.objects.select_for_update().get(pk=endpoint.pk)
    row.previous_secret, row.previous_until = row.secret, timezone.now() + OVERLAP
    row.secret = seal(secret)
    row.save(update_fields=["secret", "previous_secret", "previous_until"])
    _record(ChangeKind.ENDPOINT_SECRET, row, by, until=row.previous_until.isoformat())
    return secret


@transaction.atomic
def switch_off(*, endpoint: WebhookEndpoint, by: User) -> None:
    """Send nothing more; what waits is kept. Raises EndpointNotActive."""
    if not WebhookEndpoint.objects.filter(pk=endpoint.pk, state=EndpointState.ACTIVE).update(state=EndpointState.OFF):
        raise EndpointNotActive
    _record(ChangeKind.ENDPOINT_OFF, endpoint, by)


@transaction.atomic
def switch_on(*, endpoint: WebhookEndpoint, by: User) -> None:
    """Send again, beginning with what has waited. Twice is once."""
    still = WebhookEndpoint.objects.filter(pk=endpoint.pk).exclude(state=EndpointState.ACTIVE)
    if still.update(state=EndpointState.ACTIVE, failing_since=None, mailed_at=None):
        endpoint.deliveries.filter(state=DeliveryState.WAITING).update(next_attempt_at=timezone.now())
        _record(ChangeKind.ENDPOINT_ON, endpoint, by)


@transaction.atomic
def switch_off_failed(*, endpoint: WebhookEndpoint, since: datetime | None, reason: str) -> None:
    """Switch off what has failed too long; its institution is told by the sweeper. Twice is once."""
    active = WebhookEndpoint.objects.filter(pk=endpoint.pk, state=EndpointState.ACTIVE)
    if active.update(state=EndpointState.FAILED, mailed_at=None):
        facts = {"reason": reason, "since": since.isoformat() if since else ""}
        _record(ChangeKind.ENDPOINT_FAILED, endpoint, None, **facts)


@transaction.atomic
def remove_endpoint(*, endpoint: WebhookEndpoint, by: User) -> None:
    """Remove the endpoint with its messages; the record of changes stays."""
    _record(ChangeKind.ENDPOINT_REMOVED, endpoint, by)
    endpoint.delete()


def mail_failure(endpoint_id: int) -> None:
    """Write once to the HR officers of the institution that their endpoint was switched off."""

    def send() -> None:
        endpoint = WebhookEndpoint.objects.select_related("institution").get(pk=endpoint_id)
        for officer in hr_officers(endpoint.institution):
            context = {"name": officer.legal_name, "endpoint": endpoint, "since": endpoint.failing_since}
            send_letter("webhook_switched_off", to=officer.email, language=officer.language, context=context)

    send_once(unmailed_failures().filter(pk=endpoint_id), send)


def _new_secret() -> str:
    return SECRET_MARK + base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()


def _record(kind: ChangeKind, endpoint: WebhookEndpoint, by: User | None, **facts: object) -> None:
    record_change(
        kind=kind, actor=by.pk if by else None, institution=endpoint.institution_id, subject=endpoint.url, facts=facts
    )
