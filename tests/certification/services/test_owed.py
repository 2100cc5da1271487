"""What production, letters and proposals still owe, row by row."""

from datetime import timedelta
from hashlib import sha256

import pytest
import time_machine
from django.utils import timezone

from certification.enums import Failure, ProposalKind, ProposalState, RevocationReason, State
from certification.models import Certificate, Proposal, Revocation
from certification.selectors import production as owed
from certification.services.production import retry_now
from certification.services.revocation import revoke_certificate
from tests.factories.certification import make_issued, make_reserved

pytestmark = pytest.mark.django_db

NOW = timezone.now().replace(microsecond=0)
MINUTE = timedelta(minutes=1)


def reserved(**facts: object) -> Certificate:
    """A decided certificate, as far as these facts say, due a minute ago."""
    certificate = make_reserved()
    file = {"sha256": sha256(certificate.code.encode()).hexdigest(), "document": f"{certificate.code}.pdf"}
    Certificate.objects.filter(pk=certificate.pk).update(**{"next_attempt_at": NOW - MINUTE} | file | facts)
    certificate.refresh_from_db()
    return certificate


@pytest.fixture
def rows() -> dict[str, Certificate]:
    """One in each state that somebody or something waits in."""
    issued = make_issued()
    Certificate.objects.filter(pk=issued.pk).update(mailed_at=NOW, next_attempt_at=NOW - MINUTE)
    return {
        "reserved": reserved(reserved_at=NOW - timedelta(hours=2)),
        "stored": reserved(state=State.STORED),
        "failed": reserved(state=State.FAILED, failure=Failure.KEY, failure_detail="no key"),
        "name": reserved(state=State.FAILED, failure=Failure.NAME, failure_detail="U+202E"),
        "later": reserved(next_attempt_at=NOW + MINUTE),
        "far": reserved(next_attempt_at=NOW + owed.LONGEST_WAIT + MINUTE),
        "unmailed": reserved(state=State.ISSUED, issued_at=NOW, failure_detail="refused"),
        "no letter": reserved(state=State.ISSUED, issued_at=NOW, owes_letter=False),
        "nobody": reserved(state=State.ISSUED, issued_at=NOW, holder=None),
        "issued": issued,
    }


def named(rows: dict[str, Certificate], found: object) -> set[str]:
    numbers = {certificate.pk: name for name, certificate in rows.items()}
    return {numbers[certificate.pk] for certificate in found}


def test_production_takes_up_what_it_can_carry_on_with_and_what_is_due(rows: dict[str, Certificate]) -> None:
    assert named(rows, owed.unfinished_certificates(NOW)) == {"reserved", "stored", "failed", "far", "unmailed"}
    assert named(rows, owed.unfinished_certificates(NOW + MINUTE)) == {
        *("reserved", "stored", "failed", "unmailed", "later"),
    }


def test_what_somebody_may_look_after_is_counted_by_its_reason(rows: dict[str, Certificate]) -> None:
    waiting = ["reserved", "stored", "failed", "name", "later", "far", "unmailed"]
    assert [certificate.pk for certificate in owed.waiting_certificates()] == [rows[name].pk for name in waiting]
    assert owed.count_waiting() == {"": 5, Failure.KEY: 1, Failure.NAME: 1}


def test_what_waits_for_an_hour_is_overdue_but_for_names(rows: dict[str, Certificate]) -> None:
    Certificate.objects.filter(pk=rows["name"].pk).update(reserved_at=NOW - timedelta(hours=2))
    assert named(rows, owed.overdue_certificates(NOW)) == {"reserved"}
    Certificate.objects.filter(pk=rows["reserved"].pk).update(reserved_at=NOW - owed.OVERDUE)
    assert named(rows, owed.overdue_certificates(NOW)) == set()


def test_names_and_letters_wait_for_people_who_are_still_there(rows: dict[str, Certificate]) -> None:
    assert named(rows, owed.certificates_waiting_for_a_name()) == {"name"}
    assert named(rows, owed.unmailed_certificates()) == {"unmailed"}
    Certificate.objects.filter(pk__in=(rows["name"].pk, rows["unmailed"].pk)).update(holder=None)
    assert named(rows, [*owed.certificates_waiting_for_a_name(), *owed.unmailed_certificates()]) == set()


def test_what_failed_is_tried_at_once_and_what_is_being_made_is_left_alone(rows: dict[str, Certificate]) -> None:
    asked = [rows[name].pk for name in ("reserved", "failed", "name", "unmailed", "issued")]
    other = reserved(state=State.FAILED, failure=Failure.KEY, failure_detail="no key")
    with time_machine.travel(NOW, tick=False):
        assert set(retry_now(certificate_ids=asked)) == {rows["failed"].pk, rows["unmailed"].pk}
    due = set(Certificate.objects.filter(next_attempt_at=NOW))
    assert (due, other in due) == ({rows["failed"], rows["unmailed"]}, False)


def test_revocations_are_told_once_to_people_who_are_still_there() -> None:
    told, erased, waiting = (make_issued() for _certificate in range(3))
    for certificate in (told, erased, waiting):
        revoke_certificate(certificate=certificate, reason=RevocationReason.ISSUED_IN_ERROR, revoked_by=None)
    Revocation.objects.filter(certificate=told).update(mailed_at=NOW)
    Certificate.objects.filter(pk=erased.pk).update(holder=None)
    assert [one.certificate for one in owed.unmailed_revocations()] == [waiting]


def test_worker_carries_out_what_was_confirmed_but_for_changes_of_keys() -> None:
    made = {}
    for name, facts in {
        "open": {"state": ProposalState.OPEN},
        "confirmed": {},
        "done": {"carried_out_at": NOW},
        "key": {"kind": ProposalKind.KEY_CHANGE},
    }.items():
        usual = {"kind": ProposalKind.REVOCATIONS, "state": ProposalState.CONFIRMED, "valid_until": NOW}
        made[name] = Proposal.objects.create(**usual | facts)
    assert list(owed.unfinished_proposals()) == [made["confirmed"]]
