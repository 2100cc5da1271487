"""A message comes too often, too late, or to a process that dies: the row decides. One certificate, one letter."""

import pytest

from certification.enums import EventKind, State
from certification.models import Certificate, Event
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


def is_made_once(certificates: list[Certificate]) -> None:
    """One file, one letter and one event for each."""
    told = Event.objects.filter(kind=EventKind.ISSUED).values_list("subject", flat=True)
    assert sorted(told) == sorted(row.code for row in certificates)
    assert (states(), stored_files(), letters()) == ({State.ISSUED: len(certificates)}, owned_files(), addresses())


def test_message_delivered_a_hundred_times_makes_one_certificate(office: Office, case: Case) -> None:
    case.broke("the message that has a certificate made, delivered 100 times to four processes")
    certificates = make_many(1)
    office.deliver(certificates, times=100)
    office.start(processes=4)
    with case.healing():
        office.wait("the end of the queue", lambda: all_is_done() and office.is_idle())
    is_made_once(certificates)
    case.saw("one certificate, one file, one event, one letter")


def test_task_longer_than_the_visibility_timeout_is_delivered_twice_and_makes_one(office: Office, case: Case) -> None:
    case.broke("visibility timeout of 1 s; the drawing waits until the message has been delivered again")
    certificates = make_many(1)
    office.start(processes=2, visibility=1, manner="slow")
    office.deliver(certificates)
    with case.healing():
        office.wait("the certificate", lambda: all_is_done() and office.is_idle())
    delivered = len(list(office.folder.glob("delivery-*")))
    assert delivered > 1
    is_made_once(certificates)
    case.saw(f"delivered {delivered} times; one certificate, one file, one letter")


def test_one_child_of_a_worker_is_killed(office: Office, case: Case) -> None:
    case.broke(
        "SIGKILL to one of two processes of a worker, after the signature; the lease of the dead is ended by hand"
    )
    certificates = make_many(3)
    dying = str(certificates[0].pk)
    office.start(processes=2, deaths={dying: "after the signature"})
    office.deliver(certificates)
    office.wait("the death, and the others", lambda: states() == {State.LINTED: 1, State.ISSUED: 2})
    office.wait("the message that came back", office.is_idle)
    with case.healing():
        office.sweep()
        office.wait("the last certificate", all_is_done)
    is_made_once(certificates)
    case.saw("the other process went on, a new one took the place of the dead; three certificates, each once")
