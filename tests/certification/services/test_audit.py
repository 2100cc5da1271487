"""Forgers go around the model and the triggers; the audit says what they did and where."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from certification.canonical import digest
from certification.enums import EventKind, KeyState, RevocationReason, State
from certification.models import Certificate, Event, SigningKey, TemplateVersion
from certification.services.audit import audit_history
from certification.services.history import hash_of, record
from certification.services.revocation import revoke_certificate
from tests.database import triggers_off
from tests.factories.certification import make_issued, make_reserved, make_template

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate() -> Certificate:
    """A certificate that was issued and revoked, after the events of its template and its key: 1 to 5."""
    certificate = make_issued()
    revoke_certificate(certificate=certificate, reason=RevocationReason.ISSUED_IN_ERROR, revoked_by=None)
    certificate.refresh_from_db()
    return certificate


def forge(statement: str, *values: object) -> None:
    with triggers_off(connection), connection.cursor() as cursor:
        cursor.execute(statement, values)


def position(kind: str) -> int:
    return Event.objects.get(kind=kind).position


def findings() -> list[str]:
    return list(audit_history())


def disagreement(certificate: Certificate, state: str, at: int, told: str) -> str:
    return f"Certificate {certificate.code} is “{state}” in the register; its last event, {at}, tells “{told}”."


def test_untouched_history_holds(certificate: Certificate) -> None:
    make_reserved()
    assert findings() == []


def test_changed_fact_is_found(certificate: Certificate) -> None:
    at = position("revoked")
    forge(
        "UPDATE certification_event SET facts = %s WHERE position = %s",
        f'{{"reason": "holder_request", "sha256": "{certificate.sha256}"}}',
        at,
    )
    assert findings() == [f"Event {at} (revoked {certificate.code}) was changed: its hash does not fit."]


def test_changed_fact_with_its_hash_made_to_fit_breaks_the_next_link(certificate: Certificate) -> None:
    event = Event.objects.get(kind="issued")
    event.facts |= {"sha256": "0" * 64}
    forge(
        "UPDATE certification_event SET facts = %s, hash = %s WHERE position = %s",
        f'{{"sha256": "{"0" * 64}", "key": "{event.facts["key"]}"}}',
        hash_of(event),
        event.position,
    )
    broken = f"Event {event.position + 1} does not carry the hash of the event before it."
    assert broken in findings()


def test_deleted_event_is_found(certificate: Certificate) -> None:
    at = position("issued")
    forge("DELETE FROM certification_event WHERE position = %s", at)
    assert findings() == [
        f"Events {at} to {at} are missing.",
        f"Event {at + 1} does not carry the hash of the event before it.",
        f"Event {at + 1} tells “revoked” of {certificate.code} after “reserved”.",
    ]


def test_deleted_last_event_is_found(certificate: Certificate) -> None:
    at = position("revoked")
    forge("DELETE FROM certification_event WHERE position = %s", at)
    assert findings() == [
        f"The chain ends at event {at - 1}, but its head says {at}, or has another hash.",
        disagreement(certificate, "revoked", at - 1, "issued"),
    ]


def test_event_inserted_with_a_fitting_hash_is_found(certificate: Certificate) -> None:
    last = Event.objects.latest("position")
    forged = Event(position=last.position + 1, kind="issued", subject=certificate.code, at=last.at, facts={})
    forged.previous = last.hash
    forged.hash = hash_of(forged)
    forged.save()
    assert findings() == [
        f"Event {forged.position} tells “issued” of {certificate.code} after “revoked”.",
        f"The chain ends at event {forged.position}, but its head says {last.position}, or has another hash.",
        disagreement(certificate, "revoked", forged.position, "issued"),
    ]


def test_swapped_events_are_found(certificate: Certificate) -> None:
    first, second = position("issued"), position("revoked")
    for old, new in ((first, 0), (second, first), (0, second)):
        forge("UPDATE certification_event SET position = %s WHERE position = %s", new, old)
    found = findings()
    assert f"Event {first} (revoked {certificate.code}) was changed: its hash does not fit." in found
    assert f"Event {second} (issued {certificate.code}) was changed: its hash does not fit." in found


def test_row_that_says_more_than_its_events_is_found(certificate: Certificate) -> None:
    Certificate.objects.update(state=State.ISSUED)
    at = position("revoked")
    assert findings() == [disagreement(certificate, "issued", at, "revoked")]


def test_certificate_written_into_the_register_alone_is_found(certificate: Certificate) -> None:
    Certificate.objects.filter(pk=certificate.pk).update(code="A" * 20)
    at = position("revoked")
    assert findings() == [
        f"Certificate {'A' * 20} stands in the register, and no event tells of it.",
        f"{certificate.code} has events, the last at {at}, and stands in the register no more.",
    ]


def test_changed_score_and_changed_file_are_found(certificate: Certificate) -> None:
    Certificate.objects.update(snapshot=certificate.snapshot | {"score": "100.00"}, sha256="0" * 64)
    assert findings() == [
        f"Certificate {certificate.code} certifies something else than when it was reserved.",
        f"Certificate {certificate.code} has another file than when it was issued.",
    ]


def test_key_brought_back_is_found(certificate: Certificate) -> None:
    key = certificate.signing_key
    with transaction.atomic():
        at = record(kind=EventKind.KEY_RETIRED, subject=key.fingerprint, facts={}).position
    assert findings() == [
        f"Key {key.fingerprint} is “active” in the register; its last event, {at}, tells “key_retired”."
    ]
    SigningKey.objects.update(state=KeyState.RETIRED)
    assert findings() == []


def test_changed_version_is_found_and_a_changed_draft_is_none(certificate: Certificate) -> None:
    certificate.template.wordings.update(title="Diplom")
    assert findings() == []
    version, at = certificate.template_version, position("template_version")
    content = version.content | {"valid_months": 600}
    changed = "UPDATE certification_templateversion SET content = %s, digest = %s"
    forge(changed, json.dumps(content), digest(content))
    name = f"Template version {version.subject}"
    assert findings() == [f"{name} says something else than when event {at} was written."]


def test_certificate_moved_to_another_version_is_found(certificate: Certificate) -> None:
    other = make_template().versions.get()
    Certificate.objects.filter(pk=certificate.pk).update(template_version=other)
    assert findings() == [
        f"Certificate {certificate.code} belongs to another version of a template than when it was reserved."
    ]


def test_version_written_into_the_register_alone_is_found(certificate: Certificate) -> None:
    version = certificate.template_version
    added = TemplateVersion.objects.create(
        template=version.template, number=2, content=version.content, digest=version.digest
    )
    assert findings() == [f"Template version {added.subject} stands in the register, and no event tells of it."]


def test_command_tells_the_hash_to_keep(certificate: Certificate) -> None:
    output = StringIO()
    call_command("audit_history", stdout=output)
    last = Event.objects.latest("position")
    assert output.getvalue() == f"The history holds: {last.position} events, the last with the hash {last.hash}.\n"


def test_command_ends_with_1_and_the_findings(certificate: Certificate) -> None:
    Certificate.objects.update(state=State.ISSUED)
    output = StringIO()
    with pytest.raises(CommandError) as refusal:
        call_command("audit_history", stdout=output)
    assert (refusal.value.returncode, output.getvalue().splitlines()) == (1, findings())
