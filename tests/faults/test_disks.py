"""Disks are full, read-only or broken: no half file is ever handed out, and nothing that was committed is lost."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from tests.faults.preloaded import build
from tests.faults.premises import HEALING, Learner, Premises
from tests.faults.report import Case
from tests.faults.test_postgresql import AWAY
from tests.production.visitor import wait

pytestmark = [pytest.mark.slow_fault, pytest.mark.xdist_group("premises")]


@pytest.fixture
def own_disks(premises: Premises) -> None:
    if not (premises.disk.is_own and premises.postgresql.disk.is_own):
        pytest.skip("small disks may not be mounted here")


def waits_for_the_disk(premises: Premises, case: Case, learner: Learner) -> None:
    """The quiz is accepted, the certificate waits, and /readyz says which storage it is."""
    assert learner.hand_in().status == 302
    wait("the attempt", lambda: premises.states(learner.address) == ["failed"], HEALING)
    assert learner.opens("/my/").status == 200
    ready = premises.ready()
    assert (ready["status"], "storage:certificates" in ready["degraded"]) == ("degraded", True)
    case.saw("quiz accepted, the certificate waits, /my/ opens; /readyz names storage:certificates")


def test_disk_of_certificates_is_full(premises: Premises, case: Case, own_disks: None) -> None:
    case.broke("the disk of certificates has not one byte left")
    learner = premises.learner()
    premises.disk.fill()
    try:
        waits_for_the_disk(premises, case, learner)
    finally:
        premises.disk.clear()
    premises.heals(case, learner)


def test_disk_of_certificates_is_read_only(premises: Premises, case: Case, own_disks: None) -> None:
    case.broke("the disk of certificates is mounted read-only")
    learner = premises.learner()
    premises.disk.remount("ro")
    try:
        waits_for_the_disk(premises, case, learner)
    finally:
        premises.disk.remount("rw")
    premises.heals(case, learner)


def write_until_it_fails(address: str) -> None:
    """Let the log of the database need new files, until there is no room for one. The tables stay as they are."""
    with suppress(psycopg.OperationalError), psycopg.connect(address, autocommit=True) as connection:
        for _time in range(1000):
            connection.execute("SELECT pg_logical_emit_message(false, 'ballast', repeat('x', 1000000))")


def test_disk_of_the_database_is_full(premises: Premises, case: Case, own_disks: None) -> None:
    case.broke("the disk of PostgreSQL has not one byte left when its log needs a new file")
    earlier, learner = premises.learner(), premises.learner()
    assert earlier.hand_in().status == 302
    premises.wait_for(earlier)
    premises.postgresql.disk.fill()
    try:
        write_until_it_fails(premises.postgresql.url)
        assert learner.hand_in() == AWAY
    finally:
        premises.postgresql.disk.clear()
    case.saw(f"PostgreSQL ended itself; the quiz is refused with 503 “{AWAY.heading}”")
    premises.postgresql.start()
    works_again(premises, case, learner, earlier)


def works_again(premises: Premises, case: Case, learner: Learner, *earlier: Learner) -> None:
    """The quiz is accepted now, once, and what was there before still is."""
    with case.healing():
        wait("the quiz", lambda: learner.hand_in().status == 302)
        premises.wait_for(learner, *earlier)
    assert premises.faults() == []
    case.saw("once there was a disk again and PostgreSQL was started, the quiz was accepted, once; nothing was lost")


#: Lets the disk of the database fail as a broken one does, while a file is there.
BROKEN_DISK = """
#include <errno.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

static int broken(void) { return access(getenv("BROKEN_DISK"), F_OK) == 0; }
int fsync(int file) { if (broken()) { errno = EIO; return -1; } return syscall(SYS_fsync, file); }
int fdatasync(int file) { if (broken()) { errno = EIO; return -1; } return syscall(SYS_fdatasync, file); }
"""


@pytest.fixture
def broken(premises: Premises) -> Iterator[Path]:
    """Start PostgreSQL on a disk that fails while the file that is returned is there."""
    folder = premises.postgresql.folder
    library, sign = build(BROKEN_DISK, folder / "disk.so"), folder / "broken"
    premises.postgresql.stop()
    os.environ["BROKEN_DISK"] = str(sign)
    premises.postgresql.start(preload=str(library))
    yield sign
    sign.unlink(missing_ok=True)
    premises.postgresql.kill()
    premises.postgresql.start()


def test_disk_of_the_database_fails_to_keep_what_it_took(premises: Premises, case: Case, broken: Path) -> None:
    case.broke("fsync and fdatasync of PostgreSQL answer EIO")
    learner = premises.learner()
    wait("the page", lambda: learner.opens("/my/").status == 200)
    broken.touch()
    assert learner.hand_in() == AWAY
    case.saw(f"PostgreSQL ended itself; the quiz is refused with 503 “{AWAY.heading}”")
    broken.unlink()
    premises.postgresql.start()
    works_again(premises, case, learner)
