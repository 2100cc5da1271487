"""A hot standby answers what may be old, and nothing else; where it cannot be trusted the primary answers.

Two servers of PostgreSQL of the test's own. The site runs in a process of its own, with the settings of production.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from tests.faults.servers import OwnPostgreSQL, Standby, missing
from tests.production.visitor import wait

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(bool(missing()), reason=f"not there: {missing()}"),
]

TOUCH = "UPDATE wagtailcore_locale SET language_code = language_code"


@pytest.fixture
def primary() -> Iterator[OwnPostgreSQL]:
    if connection.vendor != "postgresql":
        pytest.skip("replicas are PostgreSQL's: set DATABASE_URL")
    server = OwnPostgreSQL()
    try:
        server.start()
        server.copy(copied_from())
        yield server
    finally:
        server.close()


@pytest.fixture
def standby(primary: OwnPostgreSQL) -> Iterator[Standby]:
    server = Standby(primary)
    try:
        server.start()
        with psycopg.connect(primary.url, autocommit=True) as writer:
            writer.execute(TOUCH)
        wait("the standby", lambda: has_followed(primary, server))
        yield server
    finally:
        server.close()


def copied_from() -> str:
    told = connection.settings_dict
    return f"postgres://{told['USER']}@{told['HOST']}:{told['PORT']}/{told['NAME']}"


def has_followed(primary: OwnPostgreSQL, standby: Standby) -> bool:
    """Whether the standby has replayed all that the primary has written, a transaction among it."""
    with psycopg.connect(primary.url) as asked, psycopg.connect(standby.url) as told:
        followers = asked.execute("SELECT count(*) FROM pg_stat_replication WHERE replay_lsn = sent_lsn").fetchone()
        replayed = told.execute("SELECT pg_last_xact_replay_timestamp() IS NOT NULL").fetchone()
    return (followers, replayed) == ((1,), (True,))


def read(
    primary: OwnPostgreSQL, standby: Standby, tmp_path: Path, *, seconds: int = 600, silenced: int | str = ""
) -> dict[str, int | str]:
    environment = os.environ | {
        "ACADEMY_HOME": str(tmp_path),
        "ALLOWED_HOSTS": "localhost",
        "DATABASE_REPLICA_SECONDS": str(seconds),
        "DATABASE_REPLICA_URL": standby.url,
        "DATABASE_URL": primary.url,
        "DJANGO_SETTINGS_MODULE": "academy.settings.production",
        "SECRET_KEY": "k" * 60,
        "SILENCED": str(silenced),
        "SITE_URL": "https://academy.example.org",
    }
    command = [sys.executable, "-m", "tests.production.reading"]
    told = subprocess.run(
        command, env=environment, cwd=settings.BASE_DIR, check=False, capture_output=True, text=True, timeout=120
    )
    assert told.returncode == 0, told.stderr
    return json.loads(told.stdout.splitlines()[-1])


def looked_after(told: dict[str, int | str]) -> tuple[int | str, int | str]:
    """Return who answered inside, and what the page of the state of the house says."""
    return told["inside"], told["state"]


def pause(standby: Standby) -> None:
    with psycopg.connect(standby.url, autocommit=True) as asked:
        asked.execute("SELECT pg_wal_replay_pause()")


def test_figures_are_read_from_the_replica_and_all_else_from_the_primary(
    primary: OwnPostgreSQL, standby: Standby, tmp_path: Path
) -> None:
    pause(standby)  # What is written now is not known there: so the count inside tells which one was asked.
    here, there = primary.port, standby.port
    wanted = {
        "state": "ok",
        "outside": here,
        "inside": there,
        "inside after": 0,
        "outside after": 1,
        "in a transaction": here,
    }
    assert read(primary, standby, tmp_path) == wanted


def test_replica_that_is_too_far_behind_is_not_asked(primary: OwnPostgreSQL, standby: Standby, tmp_path: Path) -> None:
    pause(standby)
    with psycopg.connect(primary.url, autocommit=True) as writer:
        writer.execute(TOUCH)
    assert looked_after(read(primary, standby, tmp_path, seconds=0)) == (primary.port, "degraded")


def test_replica_that_does_not_answer_is_not_missed(primary: OwnPostgreSQL, standby: Standby, tmp_path: Path) -> None:
    standby.stop()
    assert looked_after(read(primary, standby, tmp_path)) == (primary.port, "degraded")


def test_replica_that_stands_still_holds_nobody_up(primary: OwnPostgreSQL, standby: Standby, tmp_path: Path) -> None:
    """Its host is silent while a connection to it is kept; when it goes on it is asked again."""
    try:
        told = looked_after(read(primary, standby, tmp_path, silenced=standby.process.pid))
    finally:
        standby.signal(signal.SIGCONT)
    assert told == (primary.port, "degraded")
    with psycopg.connect(primary.url, autocommit=True) as writer:
        writer.execute("DELETE FROM wagtailcore_locale WHERE language_code = 'tr'")
    wait("the standby", lambda: has_followed(primary, standby))
    assert looked_after(read(primary, standby, tmp_path)) == (standby.port, "ok")


def test_replica_that_receives_nothing_is_not_asked(primary: OwnPostgreSQL, standby: Standby, tmp_path: Path) -> None:
    with psycopg.connect(standby.url, autocommit=True) as asked:
        asked.execute("ALTER SYSTEM SET primary_conninfo = 'host=127.0.0.1 port=1'")
        asked.execute("SELECT pg_reload_conf()")
        gone = "SELECT count(*) FROM pg_stat_wal_receiver"
        wait("the end of receiving", lambda: asked.execute(gone).fetchone() == (0,))
    assert looked_after(read(primary, standby, tmp_path)) == (primary.port, "degraded")
