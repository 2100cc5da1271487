"""One message, in order: decided in the transaction of the event, sent, answered, tried again, given up, sent anew.

The rows are written with the event itself, so there is no message about what never was, and none is lost with a
process or a broker: the sweeper finds what is due. A receiver may get a message twice; its id tells.
"""

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any, Final

import structlog
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone

from academy.accounts.models import User
from academy.integrations.enums import DeliveryState, EndpointState, EventType
from academy.integrations.errors import AlreadyWaiting, EndpointNotActive, SecretLost
from academy.integrations.models import Delivery, WebhookEndpoint
from academy.integrations.sealing import unseal
from academy.integrations.selectors import LEASE, LONGEST_WAIT, due_now, endpoints_told_of
from academy.integrations.services.webhooks import SECRET_MARK, switch_off_failed
from academy.outbound import AddressRefused, Answer, OutboundFailed, post_to_stranger
from academy.record.enums import ChangeKind
from academy.record.services import record_change

logger = structlog.get_logger(__name__)

#: What is waited after the first failure, the second …; after the last the message is given up: three days in all.
WAITS: Final = (*(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 300, 600, 840, 1200)), LONGEST_WAIT)
SECONDS: Final = 10
#: Characters of an answer that are kept.
KEPT: Final = 500
#: An endpoint that has failed so long without a success between is switched off.
LONGEST_FAILURE: Final = timedelta(days=3)
#: So long finished messages can be read and sent again.
MEMORY: Final = timedelta(days=90)


def announce(*, holder: User, type: EventType, subject: str, data: Mapping[str, Any]) -> int:  # noqa: A002 - the standard's word
    """Write a message about this person to each endpoint that is told of it; return how many. Twice is once.

    Call it in the transaction of the event. `subject` names the event among those of its type; `data` is plain JSON.
    """
    told = [endpoint for endpoint in endpoints_told_of(holder) if type in endpoint.events]
    body = _body(type, data)
    event_id = "evt_" + hashlib.sha256(f"{type}:{subject}".encode()).hexdigest()[:32]
    rows = [Delivery(endpoint=endpoint, event_id=event_id, type=type, body=body) for endpoint in told]
    Delivery.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def announce_test(*, endpoint: WebhookEndpoint) -> Delivery:
    """Write a message that tells nothing, to try an endpoint. Raises EndpointNotActive."""
    if endpoint.state != EndpointState.ACTIVE:
        raise EndpointNotActive
    body = _body(EventType.TEST, {"endpoint": endpoint.pk})
    event_id = "evt_" + secrets.token_hex(16)
    return Delivery.objects.create(endpoint=endpoint, event_id=event_id, type=EventType.TEST, body=body)


@transaction.atomic
def replay(*, delivery: Delivery, by: User) -> None:
    """Send a message once more, the same with the same id. Raises EndpointNotActive and AlreadyWaiting."""
    if delivery.endpoint.state != EndpointState.ACTIVE:
        raise EndpointNotActive
    finished = Delivery.objects.filter(pk=delivery.pk).exclude(state=DeliveryState.WAITING)
    if not finished.update(state=DeliveryState.WAITING, attempts=0, next_attempt_at=timezone.now()):
        raise AlreadyWaiting
    record_change(
        kind=ChangeKind.DELIVERY_REPLAYED,
        actor=by.pk,
        institution=delivery.endpoint.institution_id,
        subject=delivery.endpoint.url,
        facts={"event": delivery.event_id},
    )


def deliver(delivery_id: int) -> str:
    """Send one message and return its state; without effect while another worker has it."""
    if not _claimed(delivery_id):
        return "not due"
    delivery = Delivery.objects.select_related("endpoint__institution").get(pk=delivery_id)
    try:
        answer = _sent(delivery)
    except (OutboundFailed, SecretLost) as error:
        _keep_failure(delivery, status=None, text=_reason(error))
    else:
        _keep_answer(delivery, answer)
    return Delivery.objects.values_list("state", flat=True).get(pk=delivery_id)


def signatures(endpoint: WebhookEndpoint, event_id: str, moment: datetime, body: str) -> str:
    """Return the signatures as Standard Webhooks has them; two while a rotated secret is still good."""
    sealed = [endpoint.secret]
    if endpoint.previous_until and endpoint.previous_until > moment:
        sealed.append(endpoint.previous_secret)
    signed = f"{event_id}.{int(moment.timestamp())}.{body}".encode()
    return " ".join(_signature(unseal(one), signed) for one in sealed)


def forget_deliveries() -> int:
    """Delete finished messages that are older than the memory; return how many rows went."""
    old = Delivery.objects.exclude(state=DeliveryState.WAITING).filter(made_at__lt=timezone.now() - MEMORY)
    return old.delete()[0]


def _body(type: EventType, data: Mapping[str, Any]) -> str:  # noqa: A002 - the standard's word
    message = {"type": str(type), "timestamp": timezone.now().isoformat(timespec="seconds"), "data": dict(data)}
    return json.dumps(message, ensure_ascii=False, separators=(",", ":"))


def _signature(secret: str, signed: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(SECRET_MARK))
    return "v1," + base64.b64encode(hmac.digest(key, signed, "sha256")).decode()


def _claimed(delivery_id: int) -> bool:
    """Take the message for the length of the lease. One statement, so that one of many wins."""
    now = timezone.now()
    due = due_now(now).filter(pk=delivery_id)
    return bool(due.update(attempts=F("attempts") + 1, next_attempt_at=now + LEASE, attempted_at=now))


def _sent(delivery: Delivery) -> Answer:
    """Signed anew each time, because receivers refuse what was signed long ago."""
    now = timezone.now()
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "academy",
        "webhook-id": delivery.event_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": signatures(delivery.endpoint, delivery.event_id, now, delivery.body),
    }
    return post_to_stranger(
        delivery.endpoint.url, delivery.body.encode(), headers=headers, seconds=SECONDS, limit=KEPT * 4
    )


def _reason(error: OutboundFailed | SecretLost) -> str:
    """What HR reads must not tell them what stands where in our network."""
    if isinstance(error, AddressRefused):
        return f"refused: {error}"
    return str(error.message) if isinstance(error, SecretLost) else str(error)


def _keep_answer(delivery: Delivery, answer: Answer) -> None:
    text = answer.body.decode("utf-8", "replace").replace("\x00", "")[:KEPT]
    if HTTPStatus.OK <= answer.status < HTTPStatus.MULTIPLE_CHOICES:
        _keep_success(delivery, answer.status, text)
        return
    _keep_failure(delivery, status=answer.status, text=text)
    if answer.status == HTTPStatus.GONE:
        switch_off_failed(endpoint=delivery.endpoint, since=None, reason="410")


def _keep_success(delivery: Delivery, status: int, text: str) -> None:
    """What else waits for an endpoint that has come back is sent without waiting longer."""
    Delivery.objects.filter(pk=delivery.pk).update(state=DeliveryState.DELIVERED, status=status, answer=text)
    failing = WebhookEndpoint.objects.filter(pk=delivery.endpoint_id, failing_since__isnull=False)
    if failing.update(failing_since=None):
        waiting = Delivery.objects.filter(endpoint=delivery.endpoint_id, state=DeliveryState.WAITING)
        waiting.update(next_attempt_at=timezone.now())


def _keep_failure(delivery: Delivery, *, status: int | None, text: str) -> None:
    """Wait longer after each failure, give up after the last, and switch off an endpoint that fails for days."""
    logger.warning("webhook_failed", delivery=delivery.pk, status=status, attempts=delivery.attempts)
    now = timezone.now()
    failed: dict[str, Any] = {"status": status, "answer": text[:KEPT]}
    if delivery.attempts > len(WAITS):
        failed["state"] = DeliveryState.GIVEN_UP
    else:
        failed["next_attempt_at"] = now + WAITS[delivery.attempts - 1]
    Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.WAITING).update(**failed)
    endpoint = WebhookEndpoint.objects.filter(pk=delivery.endpoint_id)
    endpoint.update(failing_since=Coalesce("failing_since", now))
    since = endpoint.values_list("failing_since", flat=True).get()
    if since and since <= now - LONGEST_FAILURE:
        switch_off_failed(endpoint=delivery.endpoint, since=since, reason=str(status or text[:80]))
