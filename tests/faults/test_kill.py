"""Workers killed by SIGKILL at every step, on PostgreSQL and over Redis: each certificate is made once."""

import pytest

from certification.enums import EventKind, State, Verdict
from certification.models import Certificate, Event
from certification.services.audit import audit_history
from certification.services.file_verification import verify_file
from tests.faults.office import (
    Office,
    addresses,
    all_is_done,
    letters,
    make_many,
    owned_files,
    states,
    stored_files,
)
from tests.faults.report import Case

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

#: Where a process dies, and the state in which it leaves the certificate.
DEATHS = {
    "before draw": State.RESERVED,
    "after draw": State.RENDERED,
    "before lint": State.RENDERED,
    "after lint": State.LINTED,
    "before sign": State.LINTED,
    "after the signature": State.LINTED,
    "after sign": State.SIGNED,
    "before read_back": State.SIGNED,
    "after read_back": State.SIGNED,
    "before store": State.SIGNED,
    "before the file": State.SIGNED,
    "after the file": State.SIGNED,
    "after store": State.STORED,
    "before issue": State.STORED,
    "after the event": State.STORED,
    "after issue": State.ISSUED,
    "before mail": State.ISSUED,
    "after mail": State.ISSUED,
}
WORKERS = 4


def verdict(certificate: Certificate) -> Verdict:
    """What a stranger is told of the stored file."""
    with certificate.document.open() as file:
        return verify_file(document=file.read(), address="192.0.2.1").verdict


def test_each_certificate_is_made_once_by_four_workers_whatever_step_one_died_at(office: Office, case: Case) -> None:
    case.broke(
        f"SIGKILL to {len(DEATHS)} processes, each at another step; then each certificate queued {WORKERS} times"
    )
    certificates = make_many(len(DEATHS))
    fates = dict(zip(certificates, DEATHS, strict=True))
    office.start(processes=len(DEATHS), deaths={str(row.pk): point for row, point in fates.items()})
    office.deliver(certificates)
    office.wait("the death of every process", lambda: all((office.folder / str(row.pk)).exists() for row in fates))
    office.kill()
    left = {fates[row]: row.state for row in Certificate.objects.filter(pk__in=[row.pk for row in fates])}
    assert left == DEATHS

    certificates += make_many(WORKERS)
    for _ in range(WORKERS):
        office.start(processes=1, visibility=1)
    office.sweep()
    office.deliver(certificates, times=WORKERS)
    with case.healing():
        office.wait("the issue of every certificate", all_is_done)
    told = Event.objects.filter(kind=EventKind.ISSUED).values_list("subject", flat=True)
    assert sorted(told) == sorted(row.code for row in certificates)
    assert (stored_files(), letters()) == (owned_files(), addresses())
    assert [verdict(row) for row in Certificate.objects.all()] == [Verdict.VALID] * len(certificates)
    assert list(audit_history()) == []
    case.saw(f"{len(certificates)} certificates, as many files, letters and events; every file is verified as valid")


def test_without_guards_two_workers_make_two_documents_and_write_twice(office: Office, case: Case) -> None:
    case.broke("control: the guards of both workers are off")
    (certificate,) = make_many(1)
    office.start(processes=2, manner="unguarded")
    office.deliver([certificate], times=2)
    office.wait("the second letter", lambda: letters().total() > 1)
    assert (states(), len(stored_files())) == ({State.ISSUED: 1}, 2)
    assert letters() == {certificate.holder.email: 2}
    case.saw("two files and two letters: the guards are what the case above rests on")
