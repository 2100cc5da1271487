"""A migrated database made once a run and copied for each test process: migrating costs about 10 CPU seconds."""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from pathlib import Path

import psycopg
from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper

ROOT = Path(__file__).resolve().parents[1]
FOLDER = Path(tempfile.gettempdir()) / "academy-test-databases"


def fingerprint() -> str:
    """Return a hash of all that decides what an empty, migrated database holds."""
    migrations = sorted(
        [*ROOT.glob("*/migrations/*.py"), *ROOT.glob("*/*/migrations/*.py"), ROOT / "requirements.lock"]
    )
    return hashlib.sha256(b"".join(path.read_bytes() for path in migrations)).hexdigest()[:16]


@contextmanager
def _one_at_a_time(name: str) -> Iterator[None]:
    FOLDER.mkdir(exist_ok=True)
    with (FOLDER / f"{name}.lock").open("w") as lock:
        flock(lock, LOCK_EX)
        yield


def _migrate(url: str) -> None:
    command = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
    environment = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "academy.settings.test"}
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


def sqlite_copy(worker: str) -> Path:
    """Return the path of a fresh copy for this test process."""
    template = FOLDER / f"{fingerprint()}.sqlite3"
    with _one_at_a_time(fingerprint()):
        if not template.exists():
            unfinished = template.with_suffix(".unfinished")
            unfinished.unlink(missing_ok=True)
            _migrate(f"sqlite:///{unfinished}")
            unfinished.rename(template)
    copy = FOLDER / f"{worker}-{os.getpid()}.sqlite3"
    shutil.copyfile(template, copy)
    return copy


@contextmanager
def _server() -> Iterator[psycopg.Connection]:
    database = settings.DATABASES["default"]
    with psycopg.connect(
        host=database["HOST"] or None,
        port=database["PORT"] or None,
        user=database["USER"] or None,
        password=database["PASSWORD"] or None,
        dbname="postgres",
        autocommit=True,
    ) as connection:
        yield connection


def _administer(statement: str) -> None:
    with _server() as server:
        server.execute(statement.encode())


def postgresql_copy(worker: str) -> str:
    """Return the name of a fresh copy of the template database."""
    with _one_at_a_time(fingerprint()):
        template = _template()
        copy = f"academy_test_{worker}_{os.getpid()}"
        _administer(f"DROP DATABASE IF EXISTS {copy}")
        _administer(f"CREATE DATABASE {copy} TEMPLATE {template}")
    return copy


def migrated_template() -> str:
    """Return the address of the template database, for those who only read it."""
    with _one_at_a_time(fingerprint()):
        return os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{_template()}"


def _template() -> str:
    template = f"academy_template_{fingerprint()}"
    # The file says that it was finished; the server may be another since, or have lost it.
    if not (FOLDER / template).exists() or not _is_there(template):
        _administer(f"DROP DATABASE IF EXISTS {template}")
        _administer(f"CREATE DATABASE {template}")
        _migrate(os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{template}")
        (FOLDER / template).touch()
    return template


def _is_there(name: str) -> bool:
    with _server() as server:
        return server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def empty_postgresql(name: str) -> str:
    """Make a database without tables and return its address."""
    _administer(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    _administer(f"CREATE DATABASE {name}")
    return os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{name}"


def drop_postgresql(name: str) -> None:
    """Remove a copy."""
    _administer(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def drop_template() -> None:
    """Remove the template database of this state of the code, if it was made."""
    template = f"academy_template_{fingerprint()}"
    if (FOLDER / template).exists():
        (FOLDER / template).unlink()
        _administer(f"DROP DATABASE IF EXISTS {template}")


def deletions(connection: BaseDatabaseWrapper, _style: object, tables: list[str], **_how: object) -> list[str]:
    """Return what empties the tables that hold something: PostgreSQL takes seconds to truncate all of them."""
    looks = (f"SELECT '{table}' WHERE EXISTS (SELECT FROM \"{table}\")" for table in tables)  # noqa: S608 - names of tables of ours
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(looks))
        return [f'DELETE FROM "{table}"' for (table,) in cursor.fetchall()]  # noqa: S608 - the same


@contextmanager
def triggers_off(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Let rows be changed and deleted that are written once: for emptying the database, and for forgers."""
    off, on = (_postgresql_triggers if connection.vendor == "postgresql" else _sqlite_triggers)(connection)
    _execute(connection, off)
    try:
        yield
    finally:
        _execute(connection, on)


def _execute(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _sqlite_triggers(connection: BaseDatabaseWrapper) -> tuple[list[str], list[str]]:
    """Return what drops these triggers, and none of the search's, and what makes each again as it was."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%is written once%'")
        triggers = cursor.fetchall()
    return [f"DROP TRIGGER {name}" for name, _sql in triggers], [sql for _name, sql in triggers]


def _postgresql_triggers(connection: BaseDatabaseWrapper) -> tuple[list[str], list[str]]:
    """A table with constraints that wait for the commit cannot be altered, so they are looked at before."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE '%written_once'")
        tables = [row[0] for row in cursor.fetchall()]
    checked = ["SET CONSTRAINTS ALL IMMEDIATE", "SET CONSTRAINTS ALL DEFERRED"]
    switches = ([f"ALTER TABLE {table} {way} TRIGGER USER" for table in tables] for way in ("DISABLE", "ENABLE"))
    off, on = ([*checked, *statements] for statements in switches)
    return off, on
