"""What migrations do to a PostgreSQL that is being used: looked at by squawk, which knows the locks.

First migrations are left out: their tables hold nothing yet. PostgreSQL has to answer: Django asks for its version.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import IntegrityError, OperationalError, ProgrammingError, connection
from django.db.migrations import AddIndex, Migration
from django.db.migrations.loader import MigrationLoader
from django.db.models import Index

from academy.migrating import AddIndexInUse
from tests.factories.people import make_user

SQUAWK = Path(sys.executable).with_name("squawk")
#: Types that Django chooses; time limits are set for the connection, not in each migration.
OF_DJANGO = (
    "prefer-bigint-over-int",
    "prefer-bigint-over-smallint",
    "prefer-text-field",
    "require-lock-timeout",
    "require-statement-timeout",
)


def squawk(sql: str, tmp_path: Path, *, is_atomic: bool = True) -> list[str]:
    """Return the rules that these statements break."""
    # What is not atomic looks before it creates (academy/migrating.py): Django writes no IF NOT EXISTS.
    within = ["--assume-in-transaction"] if is_atomic else []
    left_out = OF_DJANGO if is_atomic else (*OF_DJANGO, "prefer-robust-stmts")
    file = tmp_path / "migration.sql"
    file.write_text(sql)
    command = [SQUAWK, *within, "--reporter", "Json", f"--exclude={','.join(left_out)}", file]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    return sorted(problem["rule_name"] for problem in json.loads(told.stdout))


def later_migrations() -> list[tuple[str, str]]:
    """Migrations of ours that meet tables with rows."""
    root = Path(settings.BASE_DIR)
    ours = {app.label for app in apps.get_app_configs() if Path(app.path).parent in (root, root / "academy")}
    nodes = MigrationLoader(None, ignore_no_migrations=True).graph.nodes
    return sorted(key for key, migration in nodes.items() if key[0] in ours and not migration.initial)


def broken_by(key: tuple[str, str], tmp_path: Path) -> list[str]:
    """Return the rules that a migration breaks."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    migration = loader.graph.nodes[key]
    with connection.schema_editor(collect_sql=True, atomic=migration.atomic) as editor:
        migration.apply(loader.project_state(key, at_end=False), editor, collect_sql=True)
    return squawk("\n".join(editor.collected_sql), tmp_path, is_atomic=migration.atomic)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_migrations_block_nobody_who_uses_the_tables(tmp_path: Path) -> None:
    found = later_migrations()
    assert ("certification", "0002_append_only") in found
    if connection.vendor != "postgresql":
        pytest.skip("squawk reads SQL of PostgreSQL.")
    assert {key: broken for key in found if (broken := broken_by(key, tmp_path))} == {}


BY_NAME = Index(fields=["legal_name"], name="user_by_name")


def add_by_name(operation: type[AddIndex]) -> None:
    """Migrate to the index of names once more, by this operation: the process before was gone before it told."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    migration = Migration("0003_index_names", "accounts")
    migration.atomic = False
    migration.operations = [operation(model_name="user", index=BY_NAME)]
    with connection.schema_editor(atomic=False) as editor:
        migration.apply(loader.project_state(("accounts", "0002_roles")), editor)


def by_name() -> tuple[int, bool, bool]:
    """Return the index of names: its number, whether it is unique, and whether it serves."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexrelid, indisunique, indisvalid FROM pg_index WHERE indexrelid = 'user_by_name'::regclass"
        )
        return cursor.fetchone()


def half_an_index() -> None:
    """Leave what CREATE INDEX CONCURRENTLY leaves when it breaks off, here over two people of one name."""
    make_user(legal_name="Leyla Məmmədova")
    make_user(legal_name="Leyla Məmmədova")
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX user_by_name")
        with pytest.raises(IntegrityError):
            cursor.execute("CREATE UNIQUE INDEX CONCURRENTLY user_by_name ON accounts_user (legal_name)")


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_index_that_broke_off_is_made_anew_by_the_next_migrate() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("An index of SQLite is there or is not.")
    half_an_index()
    half = by_name()
    with pytest.raises(ProgrammingError, match="already exists"):
        add_by_name(AddIndexConcurrently)
    assert by_name() == half
    add_by_name(AddIndexInUse)
    assert (half[1:], by_name()[1:], by_name()[0] != half[0]) == ((True, False), (False, True), True)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_whole_index_is_kept_by_the_next_migrate() -> None:
    is_postgresql = connection.vendor == "postgresql"
    before = is_postgresql and by_name()
    with pytest.raises((ProgrammingError, OperationalError), match="already exists"):
        add_by_name(AddIndexConcurrently if is_postgresql else AddIndex)
    add_by_name(AddIndexInUse)
    assert (is_postgresql and by_name()) == before


@pytest.mark.parametrize(
    ("sql", "broken"),
    [
        ("ALTER TABLE courses_course ADD COLUMN shelf text NOT NULL;", ["adding-required-field"]),
        ("DROP TABLE courses_course;", ["ban-drop-table"]),
        ("ALTER TABLE courses_course ALTER COLUMN code TYPE bigint;", ["changing-column-type"]),
        ("ALTER TABLE courses_course RENAME COLUMN code TO name;", ["renaming-column"]),
    ],
)
def test_migration_that_blocks_is_found(sql: str, broken: list[str], tmp_path: Path) -> None:
    assert [rule for rule in squawk(sql, tmp_path) if rule != "prefer-robust-stmts"] == broken
