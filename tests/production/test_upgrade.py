"""A database of the newest release comes through the upgrade to now: its people, what they did, and their certificates.

`make release-snapshot VERSION=…` keeps the state of a release (tests/production/release.py).
"""

import json
import lzma
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.production.compose import ROOT
from tests.production.release import FOLDER
from tests.services import postgresql

#: More would make every copy of the repository heavy.
LARGEST = 300 * 1024


def newest() -> Path:
    """Return what is told of the newest release: 1.10 is newer than 1.9."""
    return max(FOLDER.glob("*.json"), key=lambda path: [int(part) for part in path.stem.split(".")])


@pytest.fixture
def former() -> dict:
    return json.loads(newest().read_text())


@pytest.fixture
def database() -> Iterator[str]:
    """A database of its own with the newest release in it."""
    server, name = postgresql(), f"academy_upgrade_{os.getpid()}"
    if not server:
        pytest.skip("needs PostgreSQL")
    url = f"{server.rpartition('/')[0]}/{name}"
    with psycopg.connect(server, autocommit=True) as administrator:
        administrator.execute(f"CREATE DATABASE {name}".encode())
        try:
            with psycopg.connect(url) as connection:
                connection.execute(lzma.decompress(newest().with_suffix(".sql.xz").read_bytes()))
            yield url
        finally:
            administrator.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def upgrade(url: str, former: dict, settings: str = "academy.settings.test") -> dict:
    """Upgrade in a process of its own, as a deployment does, and return what is told afterwards."""
    environment = os.environ | {"DATABASE_URL": url, "REDIS_URL": "", "DJANGO_SETTINGS_MODULE": settings}
    command = [sys.executable, "-W", "ignore", "-m", "tests.production.upgrade", former["made_at"]]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_everything_that_must_survive_the_upgrade_does(database: str, former: dict) -> None:
    told = upgrade(database, former)
    assert told == {
        "check": "System check identified no issues (1 silenced).",
        "survivors": former["survivors"],
        "verdicts": former["verdicts"],
        "findings": [],
        "broken": {},
    }


def test_migration_that_loses_data_is_found(database: str, former: dict) -> None:
    """Positive control: a migration forgets an answer, changes names, and loses the hash of a certificate."""
    told = upgrade(database, former, settings="tests.production.dropping.settings")
    lost = {name for name, kept in told["survivors"].items() if kept != former["survivors"][name]}
    assert (lost, told["findings"] != []) == ({"people", "answers", "certificates"}, True)


def test_former_release_holds_what_it_is_kept_for(former: dict) -> None:
    """An empty table would survive whatever happens."""
    assert [name for name, (rows, _hash) in former["survivors"].items() if not rows] == []
    assert {"valid", "revoked", "superseded"} <= set(former["verdicts"].values())


def test_former_release_is_small_and_holds_no_key() -> None:
    kept = newest().with_suffix(".sql.xz").read_bytes()
    assert len(kept) < LARGEST
    dump = lzma.decompress(kept).decode()
    assert ("PRIVATE KEY" in dump, "@example.org" in dump) == (False, True)
