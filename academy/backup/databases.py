"""The database, whole: by PostgreSQL's own programs, or as a copy that SQLite makes of itself while others write."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Final

from django.db import connection

from academy.backup.errors import BackupRefused
from academy.mail.models import SealedLetter

NAMES: Final = {"postgresql": "database.dump", "sqlite": "database.sqlite3"}
#: Its rows stay out: they hold codes for minutes and are of no use in another house, and a backup is kept for long.
_LEFT_EMPTY: Final = SealedLetter._meta.db_table  # noqa: SLF001 - Django documents _meta


def dump_database(folder: Path) -> str:
    """Write the database into the folder, as of one moment, and return the name of the file."""
    name = NAMES[connection.vendor]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(folder / name)])
        _empty(folder / name)
    else:
        options = ("--format=custom", "--no-owner", "--no-privileges", f"--exclude-table-data={_LEFT_EMPTY}")
        _run("pg_dump", *options, f"--file={folder / name}")
    return name


def _empty(copy: Path) -> None:
    """Take out of the copy what stays out, so that its pages do not hold it either."""
    with closing(sqlite3.connect(copy, isolation_level=None)) as opened:
        opened.execute(f'DELETE FROM "{_LEFT_EMPTY}"')  # noqa: S608 - the name of a table of ours
        opened.execute("VACUUM")


def load_database(file: Path) -> None:
    """Fill the database, which has to be empty, in one transaction. Raises BackupRefused when it cannot be read."""
    if connection.vendor == "sqlite":
        connection.close()
        shutil.copyfile(file, connection.settings_dict["NAME"])
    else:
        options = ("--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges")
        _run("pg_restore", *options, f"--dbname={connection.settings_dict['NAME']}", str(file))


def database_is_empty() -> bool:
    """Say whether there is no table yet."""
    return not connection.introspection.table_names()


def _run(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs on our database. The password goes by the environment, which no `ps` shows."""
    try:
        subprocess.run([program, *arguments], env=os.environ | _address(), check=True, capture_output=True)  # noqa: S603 - both programs are named above
    except FileNotFoundError as error:
        raise BackupRefused(f"{program} is missing. Install PostgreSQL's client, not older than the server.") from error
    except subprocess.CalledProcessError as error:
        raise BackupRefused(f"{program} failed: {error.stderr.decode(errors='replace').strip()}") from error


def _address() -> dict[str, str]:
    """Return the variables of libpq that lead to our database."""
    settings = connection.settings_dict
    named = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    return {variable: str(settings[name]) for variable, name in named.items() if settings[name]}
