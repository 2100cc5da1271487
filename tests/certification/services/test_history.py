from datetime import UTC, timedelta
from hashlib import sha256

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.transaction import TransactionManagementError
from django.utils import timezone
from pytest_django.fixtures import Settings

from academy.errors import WrittenOnce
from certification.canonical import canonical
from certification.enums import EventKind, Failure, KeyState, RevocationReason, State
from certification.errors import NotRevocable
from certification.models import Certificate, ChainHead, Event, SigningKey
from certification.services import history, production_steps
from certification.services.audit import audit_history
from certification.services.keys import compromise_signing_key, ensure_demo_key
from certification.services.production import produce_certificate, retry_names
from certification.services.revocation import revoke_certificate
from tests.factories.certification import make_achievement, make_issued, make_reserved, make_template
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


def told_of(subject: str) -> list[str]:
    return list(Event.objects.filter(subject=subject).values_list("kind", flat=True))


def record_many(number: int) -> list[Event]:
    return [history.record(kind=EventKind.RESERVED, subject=f"C{place}", facts={}) for place in range(number)]


def test_life_of_a_certificate_is_told_in_order() -> None:
    certificate, registrar = make_issued(), make_user()
    revoke_certificate(
        certificate=certificate, reason=RevocationReason.ISSUED_IN_ERROR, note="secret", revoked_by=registrar
    )
    events = Event.objects.filter(subject=certificate.code)
    assert [event.kind for event in events] == ["reserved", "issued", "revoked"]
    assert events[1].facts == {"sha256": certificate.sha256, "key": certificate.signing_key.fingerprint}
    assert events[2].facts == {"reason": "issued_in_error", "sha256": certificate.sha256}
    assert [event.actor for event in events] == [None, None, registrar]


def test_no_event_names_a_person() -> None:
    certificate = make_issued(make_user(legal_name="Aygün Xəyalova", email="aygun@example.org"))
    revoke_certificate(
        certificate=certificate, reason=RevocationReason.HOLDER_REQUEST, note="secret", revoked_by=make_user()
    )
    told = "".join(repr(row) for row in Event.objects.values())
    assert [word in told for word in ("Aygün", "Xəyalova", "aygun", "secret")] == [False] * 4


def test_each_event_carries_the_hash_of_the_one_before() -> None:
    first, second = record_many(2)
    assert (second.previous, second.position) == (first.hash, first.position + 1)
    head = ChainHead.objects.get(pk=ChainHead.HISTORY)
    assert (head.position, head.hash) == (second.position, second.hash)


def test_hash_covers_everything_that_the_row_says() -> None:
    event = history.record(kind=EventKind.KEY_MADE, subject="f", facts={"demo": True}, actor=make_user())
    said = {
        "format": 1,
        "position": event.position,
        "kind": "key_made",
        "subject": "f",
        "at": event.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "actor": event.actor_id,
        "facts": {"demo": True},
        "previous": event.previous,
    }
    assert event.hash == sha256(canonical(said)).hexdigest()
    assert history.hash_of(Event.objects.get(pk=event.pk)) == event.hash


def test_reservation_found_again_writes_no_second_event() -> None:
    holder, template, achievement = make_user(), make_template(), make_achievement()
    first = make_reserved(holder, template, key=achievement.key)
    make_reserved(holder, template, key=achievement.key)
    assert told_of(first.code) == ["reserved"]


def test_production_twice_writes_no_second_event() -> None:
    certificate = make_issued()
    produce_certificate(certificate.pk)
    production_steps.issue(certificate)
    assert told_of(certificate.code) == ["reserved", "issued"]


def test_refused_revocation_writes_no_event() -> None:
    certificate = make_reserved()
    with pytest.raises(NotRevocable):
        revoke_certificate(certificate=certificate, reason=RevocationReason.HOLDER_REQUEST, revoked_by=None)
    assert told_of(certificate.code) == ["reserved"]


def test_corrected_name_is_an_event_without_the_name() -> None:
    certificate = make_reserved(make_user(legal_name="李小龍"))
    assert (certificate.state, certificate.failure) == (State.FAILED, Failure.NAME)
    retry_names()
    certificate.holder.legal_name = "Anna"
    certificate.holder.save(update_fields=["legal_name"])
    retry_names()
    assert told_of(certificate.code) == ["reserved", "name_corrected"]
    assert Event.objects.latest("position").facts == {}


@pytest.mark.usefixtures("own_files")
def test_keys_are_told_of_when_made_and_when_retired(settings: Settings) -> None:
    first = ensure_demo_key()
    ensure_demo_key()
    settings.SIGNING_KEY_FILE.unlink()
    second = ensure_demo_key()
    assert (told_of(first.fingerprint), told_of(second.fingerprint)) == (["key_made", "key_retired"], ["key_made"])
    assert SigningKey.objects.get(pk=first.pk).state == KeyState.RETIRED


def test_key_that_others_may_have_had_is_told_of_with_the_earlier_moment() -> None:
    key, late = ensure_demo_key(), timezone.now()
    for since in (late, late - timedelta(days=1)):
        compromise_signing_key(fingerprint_start=key.fingerprint, since=since)
    assert told_of(key.fingerprint) == ["key_made", "key_compromised", "key_compromised"]
    assert Event.objects.latest("position").facts == {"since": (late - timedelta(days=1)).isoformat()}
    assert list(audit_history()) == []


def test_event_is_undone_with_the_change_that_it_tells() -> None:
    before = Event.objects.count()
    with transaction.atomic():
        make_reserved()
        transaction.set_rollback(True)
    assert (Event.objects.count(), Certificate.objects.count()) == (before, 0)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_event_outside_a_transaction_is_refused() -> None:
    with pytest.raises(TransactionManagementError):
        record_many(1)
    assert Event.objects.count() == 0


def test_erased_account_leaves_the_chain_as_it_was() -> None:
    registrar = make_user()
    event = history.record(kind=EventKind.KEY_MADE, subject="f", facts={}, actor=registrar)
    number = registrar.pk
    registrar.delete()
    after = Event.objects.get(pk=event.pk)
    assert (after.actor_id, history.hash_of(after)) == (number, event.hash)


@pytest.mark.parametrize(
    "change",
    [
        lambda event: event.save(),
        lambda event: event.delete(),
        lambda _event: Event.objects.update(subject="x"),
        lambda _event: Event.objects.all().delete(),
        lambda event: Event.objects.bulk_update([event], ["subject"]),
    ],
)
def test_model_refuses_to_change_or_delete(change: object) -> None:
    (event,) = record_many(1)
    event.subject = "x"
    with pytest.raises(WrittenOnce):
        change(event)
    assert Event.objects.get(pk=event.pk).subject == "C0"


@pytest.mark.parametrize(
    "statement", ["UPDATE certification_event SET subject = 'x'", "DELETE FROM certification_event"]
)
def test_database_refuses_to_change_or_delete(statement: str) -> None:
    record_many(1)
    with pytest.raises(IntegrityError, match="written once"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Event.objects.filter(subject="C0").count() == 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
def test_database_refuses_to_empty_the_table() -> None:
    record_many(1)
    with pytest.raises(IntegrityError, match="written once"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE certification_event CASCADE")
    assert Event.objects.filter(subject="C0").count() == 1
