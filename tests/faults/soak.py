"""The two long runs, by `make soak`: seats under a crowd of processes, and certificates under workers that are killed.

What was seen is written into SOAK.md beside this file.
"""

import os
import random
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path

import pytest
from django.db import connection

from academy.accounts.models import User
from certification.enums import EventKind, State
from certification.models import Certificate, Event
from certification.services.audit import audit_history
from certification.services.keys import ensure_demo_key
from certification.tasks import BATCH
from courses.enums import SEATED, RegistrationState
from courses.models import Registration, SeatPool, Session
from tests.factories.certification import make_reserved, make_template
from tests.factories.people import make_user
from tests.factories.seminars import make_session
from tests.faults.applicants import DESKS, begin, come
from tests.faults.long_runs import tell
from tests.faults.office import Office, addresses, empty_folders, letters, owned_files, states, stored_files
from tests.services import redis

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

PEOPLE, SEATS, LEAVING, ROUNDS, PROCESSES = 200, 30, 40, 20, 4
CERTIFICATES, WORKERS = 1000, 3
KILLING, BETWEEN, SWEEP, GIVE_UP = 180.0, (2.0, 8.0), 60.0, 3600.0


@pytest.fixture(autouse=True)
def _postgresql() -> None:
    if connection.vendor != "postgresql" or not redis():
        pytest.skip("soaks run on PostgreSQL with a Redis: set DATABASE_URL, and TEST_REDIS_URL if need be")


@pytest.fixture
def crowd() -> Iterator[ProcessPoolExecutor]:
    """Processes that know nothing of each other, nor of this one."""
    name = str(connection.settings_dict["NAME"])
    context = get_context("spawn")
    with ProcessPoolExecutor(PROCESSES, mp_context=context, initializer=begin, initargs=(name,)) as pool:
        yield pool


def tickets(session: Session, *among: RegistrationState) -> list[int]:
    found = Registration.objects.filter(session=session, state__in=among).order_by("ticket")
    return list(found.values_list("ticket", flat=True))


def a_round(crowd: ProcessPoolExecutor, people: list[int], chance: random.Random) -> Session:
    """Everybody comes, a part of them in each process."""
    session, leaving = make_session(seats=SEATS), chance.sample(people, LEAVING)
    shares = [people[place::PROCESSES] for place in range(PROCESSES)]
    work = [crowd.submit(come, session.pk, share, sorted(set(share) & set(leaving))) for share in shares]
    assert [problem for one in work for problem in one.result()] == []
    return session


def test_thirty_seats_under_two_hundred_people_in_twenty_rounds(crowd: ProcessPoolExecutor) -> None:
    rows = [User(email=f"crowd{n}@example.org", legal_name=f"Person {n}", password="!") for n in range(PEOPLE)]
    people = [user.pk for user in User.objects.bulk_create(rows)]
    began, seen = time.monotonic(), {"sold": set(), "waiting": set(), "turned": 0}
    for number in range(ROUNDS):
        session = a_round(crowd, people, random.Random(number))
        seated, waiting = tickets(session, *SEATED), tickets(session, RegistrationState.WAITING)
        gone = tickets(session, RegistrationState.CANCELLED)
        assert (len(seated), len(waiting), len(gone)) == (SEATS, PEOPLE - SEATS - LEAVING, LEAVING)
        assert seated + waiting == sorted(seated + waiting), "somebody was passed over"
        assert SeatPool.objects.get(session=session).taken == SEATS
        seen["sold"].add(len(seated))
        seen["waiting"].add(len(waiting))
        seen["turned"] += len(gone)
    tell(
        "Seats",
        {
            "rounds, people, seats": f"{ROUNDS} × {PEOPLE} × {SEATS}",
            "processes × threads that register": f"{PROCESSES} × {DESKS}",
            "seats taken in each round": sorted(seen["sold"]),
            "people waiting in each round": sorted(seen["waiting"]),
            "seats given back while others came": seen["turned"],
            "seats sold twice, left empty, or given out of turn": 0,
            "duration": f"{time.monotonic() - began:.0f} s",
        },
    )


class Killer:
    """Kills a worker, or one process of it, each few seconds, and starts another in its place."""

    def __init__(self, office: Office, chance: random.Random) -> None:
        self.office, self.chance, self.killed = office, chance, {"workers": 0, "single processes": 0}

    def strike(self) -> None:
        worker = self.chance.choice(self.office.workers)
        children = children_of(worker.pid)
        if children and self.chance.random() < 0.5:
            with suppress(ProcessLookupError):
                os.kill(self.chance.choice(children), signal.SIGKILL)
            self.killed["single processes"] += 1
            return
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
        self.office.workers.remove(worker)
        self.killed["workers"] += 1
        self.office.start(processes=1)


def children_of(pid: int) -> list[int]:
    told = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(child) for child in told.split()]


def keep_going(office: Office, killer: Killer) -> tuple[float, float]:
    """Sweep as the beat does, kill for three minutes; return when the last was issued and when the last letter went."""
    began = time.monotonic()
    sweep_at = strike_at = began
    issued_after = 0.0
    while time.monotonic() < began + GIVE_UP:
        now = time.monotonic()
        if now >= sweep_at:
            office.queue.send_task("certification.tasks.sweep_certificates")
            sweep_at = now + SWEEP
        if strike_at <= now < began + KILLING:
            killer.strike()
            strike_at = now + killer.chance.uniform(*BETWEEN)
        if not issued_after and not Certificate.objects.exclude(state=State.ISSUED).exists():
            issued_after = now - began
        if issued_after and now > began + KILLING and not Certificate.objects.filter(mailed_at=None).exists():
            return issued_after, now - began
        time.sleep(0.2)
    raise AssertionError(f"not done: {states()}")


def test_thousand_certificates_while_workers_are_killed_for_three_minutes(tmp_path: Path) -> None:
    empty_folders()
    ensure_demo_key()
    template = make_template()
    certificates = [make_reserved(make_user(), template) for _ in range(CERTIFICATES)]
    office = Office(redis(), tmp_path)
    killer = Killer(office, random.Random(9))
    try:
        for _ in range(WORKERS):
            office.start(processes=1)
        office.deliver(certificates)
        issued_after, done_after = keep_going(office, killer)
    finally:
        office.close()
    told = list(Event.objects.filter(kind=EventKind.ISSUED).values_list("subject", flat=True))
    assert sorted(told) == sorted(row.code for row in certificates)
    assert stored_files() == owned_files()
    assert len(set(owned_files())) == CERTIFICATES
    assert list(audit_history()) == []
    sent, owed = letters(), addresses()
    assert (owed - sent, set(sent) - set(owed)) == ({}, set()), "a letter was lost"
    tell(
        "Certificates",
        {
            "certificates": CERTIFICATES,
            "workers at a time": WORKERS,
            "killed by SIGKILL within three minutes": ", ".join(f"{n} {what}" for what, n in killer.killed.items()),
            "last one issued after": f"{issued_after:.0f} s",
            "last letter gone after": f"{done_after:.0f} s",
            "lost, issued twice, files without an owner": "0, 0, 0",
            "letters lost, letters sent twice": f"0, {(sent - owed).total()}",
            "sweeps each": f"{SWEEP:.0f} s, at most {BATCH} at a time; leases ran out by themselves",
        },
    )
