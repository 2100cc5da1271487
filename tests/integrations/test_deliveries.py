"""Webhooks: written with the event, sent after it, signed, tried again, given up, sent anew."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.db import transaction

from academy.accounts.models import Institution, Membership
from academy.integrations import tasks
from academy.integrations.enums import DeliveryState, EndpointState, EventType
from academy.integrations.errors import AlreadyWaiting, EndpointNotActive
from academy.integrations.models import Delivery, WebhookEndpoint
from academy.integrations.services.deliveries import announce, announce_test, deliver, forget_deliveries, replay
from academy.integrations.services.webhooks import rotate_secret, switch_off, switch_on
from academy.record.models import Change
from certification.enums import RevocationReason
from certification.services.announcements import announce_expiring
from certification.services.renewal import renew_certificate
from certification.services.revocation import revoke_certificate
from tests.factories.certification import make_issued, make_template
from tests.factories.integrations import make_hr_officer, make_webhook
from tests.factories.people import make_institution, make_membership, make_user
from tests.integrations.receiver import Receiver, free_port, is_genuine, running, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_files")]

START = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)


@pytest.fixture
def receiver(settings: object) -> Receiver:
    """A receiver that is down, at an address that the operator trusts."""
    made = Receiver(port=free_port())
    settings.WEBHOOK_TRUSTED_ORIGINS = [made.origin]
    return made


@pytest.fixture
def institution() -> Institution:
    return make_institution()


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


def make_waiting(endpoint: WebhookEndpoint, subject: str = "A") -> Delivery:
    """A message that waits."""
    member = make_user()
    make_membership(member, endpoint.institution, consented=True)
    announce(holder=member, type=EventType.ISSUED, subject=subject, data={"code": subject})
    return Delivery.objects.get(endpoint=endpoint, state=DeliveryState.WAITING, body__contains=f'"{subject}"')


def test_issue_and_revocation_are_told_without_a_name(institution: Institution) -> None:
    make_webhook(institution)
    holder = make_user()
    make_membership(holder, institution, consented=True)
    certificate = make_issued(holder)
    revoke_certificate(certificate=certificate, reason=RevocationReason.ISSUED_IN_ERROR, note="gizli", revoked_by=None)
    issued, revoked = Delivery.objects.order_by("pk")
    assert [issued.type, revoked.type] == ["certificate.issued", "certificate.revoked"]
    assert (certificate.code in issued.body, '"reason":"issued_in_error"' in revoked.body) == (True, True)
    assert [word for word in ("Günay", holder.email, "gizli") if word in issued.body + revoked.body] == []


def test_event_that_was_rolled_back_is_told_to_nobody(institution: Institution) -> None:
    make_webhook(institution)
    holder = make_user()
    make_membership(holder, institution, consented=True)
    certificate = make_issued(holder)
    Delivery.objects.all().delete()
    with transaction.atomic():
        revoke_certificate(certificate=certificate, reason=RevocationReason.HOLDER_REQUEST, revoked_by=None)
        assert Delivery.objects.exists()
        transaction.set_rollback(True)
    assert not Delivery.objects.exists()


def test_only_endpoints_of_the_holders_institutions_that_chose_the_event_are_told(institution: Institution) -> None:
    told_endpoint, _ = make_webhook(institution)
    make_webhook(institution, events=(EventType.REVOKED,))
    make_webhook(make_institution())
    off, _ = make_webhook(institution)
    switch_off(endpoint=off, by=make_user())
    holder = make_user()
    membership = make_membership(holder, institution, consented=True)
    announce(holder=holder, type=EventType.ISSUED, subject="A", data={})
    assert list(Delivery.objects.values_list("endpoint", flat=True)) == [told_endpoint.pk]
    Membership.objects.filter(pk=membership.pk).delete()
    announce(holder=holder, type=EventType.ISSUED, subject="B", data={})
    assert Delivery.objects.count() == 1


def test_certificate_that_expires_soon_is_told_of_once(institution: Institution) -> None:
    make_webhook(institution)
    holder = make_user()
    make_membership(holder, institution, consented=True)
    certificate = make_issued(holder, make_template(valid_months=12))
    make_issued(holder)
    for days, expected in ((31, 0), (30, 1), (29, 1), (0, 1)):
        last = certificate.expires_on - timedelta(days=days)
        with time_machine.travel(datetime(last.year, last.month, last.day, 9, tzinfo=UTC), tick=False):
            announce_expiring()
        assert Delivery.objects.filter(type=EventType.EXPIRING).count() == expected


def test_renewed_certificate_is_not_told_to_expire(institution: Institution) -> None:
    make_webhook(institution)
    holder = make_user()
    make_membership(holder, institution, consented=True)
    certificate = make_issued(holder, make_template(valid_months=12, is_renewed_by_registrar=True))
    last = certificate.expires_on - timedelta(days=20)
    with time_machine.travel(datetime(last.year, last.month, last.day, 9, tzinfo=UTC), tick=False):
        renew_certificate(certificate=certificate, renewed_by=None)
        announce_expiring()
        assert Delivery.objects.filter(type=EventType.EXPIRING).count() == 0


def test_message_is_delivered_after_an_outage_and_its_signature_is_genuine(
    receiver: Receiver, institution: Institution, clock: time_machine.Traveller
) -> None:
    endpoint, secret = make_webhook(institution, url=f"{receiver.origin}/academy?from=us")
    for subject in "ABC":
        make_waiting(endpoint, subject)
    tasks.sweep_deliveries()
    assert set(Delivery.objects.values_list("state", "attempts", "status")) == {("waiting", 1, None)}
    clock.shift(timedelta(seconds=59))
    with running(receiver):
        tasks.sweep_deliveries()
        assert receiver.came == []
        clock.shift(timedelta(seconds=1))
        tasks.sweep_deliveries()
        tasks.sweep_deliveries()
    assert [message["data"]["code"] for message in told(receiver)] == ["A", "B", "C"]
    assert set(Delivery.objects.values_list("state", "status")) == {("delivered", 204)}
    assert WebhookEndpoint.objects.get().failing_since is None
    for headers, body in receiver.came:
        assert is_genuine(secret, headers, body)
        assert not is_genuine(secret, headers, body + b" ")
        assert headers["webhook-timestamp"] == str(int((START + timedelta(seconds=60)).timestamp()))


def test_waits_grow_and_end_with_giving_up_and_a_letter(
    receiver: Receiver, institution: Institution, clock: time_machine.Traveller
) -> None:
    officer = make_hr_officer(institution, language="ru")
    endpoint, _ = make_webhook(institution, url=receiver.origin)
    delivery = make_waiting(endpoint)
    receiver.status, receiver.body = 503, "bağlıdır".encode()
    waited = []
    with running(receiver):
        while Delivery.objects.get(pk=delivery.pk).state == DeliveryState.WAITING:
            tasks.sweep_deliveries()
            row = Delivery.objects.get(pk=delivery.pk)
            waited.append((row.next_attempt_at - row.attempted_at) // timedelta(minutes=1))
            clock.move_to(row.next_attempt_at)
    assert waited[:-1] == [1, 5, 30, 120, 300, 600, 840, 1200, 1440]
    assert (row.state, row.status, row.answer, len(receiver.came)) == ("given_up", 503, "bağlıdır", 10)
    tasks.sweep_deliveries()
    assert WebhookEndpoint.objects.get().state == EndpointState.FAILED
    assert [(letter.to, letter.subject) for letter in mail.outbox] == [
        ([officer.email], "Вебхук Вашего учреждения отключён")
    ]
    tasks.sweep_deliveries()
    assert len(mail.outbox) == 1


def test_endpoint_that_was_switched_off_keeps_what_waits_and_is_sent_it_when_on(
    receiver: Receiver, institution: Institution
) -> None:
    by = make_user()
    endpoint, _ = make_webhook(institution, url=receiver.origin)
    make_waiting(endpoint)
    switch_off(endpoint=endpoint, by=by)
    with running(receiver):
        tasks.sweep_deliveries()
        assert receiver.came == []
        switch_on(endpoint=endpoint, by=by)
        tasks.sweep_deliveries()
    assert len(receiver.came) == 1


def test_receiver_that_is_gone_is_switched_off_at_once(receiver: Receiver, institution: Institution) -> None:
    endpoint, _ = make_webhook(institution, url=receiver.origin)
    make_waiting(endpoint)
    receiver.status = 410
    with running(receiver):
        tasks.sweep_deliveries()
    assert WebhookEndpoint.objects.get().state == EndpointState.FAILED


def test_failing_endpoint_is_asked_with_one_message_alone(receiver: Receiver, institution: Institution) -> None:
    endpoint, _ = make_webhook(institution, url=receiver.origin)
    for subject in "ABC":
        make_waiting(endpoint, subject)
    WebhookEndpoint.objects.update(failing_since=START)
    receiver.status = 500
    with running(receiver):
        tasks.sweep_deliveries()
    assert len(receiver.came) == 1


def test_redirect_is_not_followed(receiver: Receiver, institution: Institution) -> None:
    endpoint, _ = make_webhook(institution, url=receiver.origin)
    delivery = make_waiting(endpoint)
    receiver.status, receiver.headers = 302, {"Location": f"{receiver.origin}/elsewhere"}
    with running(receiver):
        assert deliver(delivery.pk) == "waiting"
    assert (len(receiver.came), Delivery.objects.get().status) == (1, 302)


def test_answer_is_kept_up_to_500_characters(receiver: Receiver, institution: Institution) -> None:
    endpoint, _ = make_webhook(institution, url=receiver.origin)
    delivery = make_waiting(endpoint)
    receiver.status, receiver.body = 200, b"\x00ok" + b"x" * 5_000_000
    with running(receiver):
        assert deliver(delivery.pk) == "delivered"
    assert Delivery.objects.get().answer == ("ok" + "x" * 500)[:500]


def test_message_is_sent_once_by_two_workers(receiver: Receiver, institution: Institution) -> None:
    endpoint, _ = make_webhook(institution, url=receiver.origin)
    delivery = make_waiting(endpoint)
    with running(receiver):
        assert [deliver(delivery.pk), deliver(delivery.pk)] == ["delivered", "not due"]
    assert len(receiver.came) == 1


def test_replayed_message_is_the_same_with_the_same_id(receiver: Receiver, institution: Institution) -> None:
    endpoint, _ = make_webhook(institution, url=receiver.origin)
    delivery = make_waiting(endpoint)
    by = make_user()
    with pytest.raises(AlreadyWaiting):
        replay(delivery=delivery, by=by)
    with running(receiver):
        deliver(delivery.pk)
        replay(delivery=delivery, by=by)
        deliver(delivery.pk)
    (first, body), (second, again) = receiver.came
    assert (first["webhook-id"], body) == (second["webhook-id"], again)
    assert Change.objects.filter(kind="delivery_replayed", actor=by).count() == 1


def test_rotated_secret_signs_beside_the_new_one_for_a_day(
    receiver: Receiver, institution: Institution, clock: time_machine.Traveller
) -> None:
    endpoint, old = make_webhook(institution, url=receiver.origin)
    new = rotate_secret(endpoint=endpoint, by=make_user())
    endpoint.refresh_from_db()
    with running(receiver):
        deliver(announce_test(endpoint=endpoint).pk)
        clock.shift(timedelta(days=1))
        deliver(announce_test(endpoint=endpoint).pk)
    genuine = [(is_genuine(old, *message), is_genuine(new, *message)) for message in receiver.came]
    assert genuine == [(True, True), (False, True)]


def test_secret_lies_sealed_and_is_told_lost_under_another_key(
    receiver: Receiver, institution: Institution, settings: object
) -> None:
    endpoint, secret = make_webhook(institution, url=receiver.origin)
    assert secret not in endpoint.secret
    former = settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another" * 10, [former]
    with running(receiver):
        assert deliver(announce_test(endpoint=endpoint).pk) == "delivered"
        settings.SECRET_KEY_FALLBACKS = []
        lost = announce_test(endpoint=endpoint)
        assert deliver(lost.pk) == "waiting"
    assert is_genuine(secret, *receiver.came[0])
    assert Delivery.objects.get(pk=lost.pk).answer.startswith("Bu qəbul ünvanının məxfi açarı daha oxunmur.")


def test_test_message_asks_for_an_active_endpoint(institution: Institution) -> None:
    endpoint, _ = make_webhook(institution)
    switch_off(endpoint=endpoint, by=make_user())
    endpoint.refresh_from_db()
    with pytest.raises(EndpointNotActive):
        announce_test(endpoint=endpoint)


def test_finished_messages_are_forgotten_after_ninety_days_and_waiting_ones_are_not(institution: Institution) -> None:
    endpoint, _ = make_webhook(institution)
    finished, waiting = make_waiting(endpoint, "A"), make_waiting(endpoint, "B")
    Delivery.objects.filter(pk=finished.pk).update(state=DeliveryState.DELIVERED)
    for days, expected in ((89, 0), (91, 1)):
        with time_machine.travel(finished.made_at + timedelta(days=days), tick=False):
            assert forget_deliveries() == expected
    assert list(Delivery.objects.all()) == [waiting]


def test_address_inside_our_network_is_refused_when_it_is_sent_to(institution: Institution) -> None:
    receiver = Receiver(port=free_port())
    endpoint, _ = make_webhook(institution, url=f"https://localhost:{receiver.port}/")
    delivery = make_waiting(endpoint)
    with running(receiver):
        assert deliver(delivery.pk) == "waiting"
    assert (receiver.came, Delivery.objects.get().answer) == (
        [],
        "refused: the server is not on the public internet",
    )
