"""Keeps what a release leaves in a database, so that every later one is tried on it: `make release-snapshot`.

The database is that of the demo, whose people are made up, with its certificates issued and its log signed. No key lies
in it: keys are files. Beside the dump stands what has to survive an upgrade, and what the codes are worth.
"""

import lzma
import os
import re
import subprocess
import sys
from pathlib import Path

import psycopg

from tests.services import postgresql

FOLDER = Path(__file__).with_name("releases")
DATABASE = "academy_release"
#: Made anew by whoever migrates, or worth nothing in another house.
LEFT_OUT = ("wagtailsearch_indexentry", "wagtailcore_referenceindex", "django_session", "usersessions_usersession")
#: What an older server, or a library, does not take.
NOT_EVERYWHERE = re.compile(r"^(\\(un)?restrict .*|SET transaction_timeout .*)\n", re.MULTILINE)


def keep_release(version: str, server: str) -> int:
    """Make the database, keep its dump and what is told of it, and return the size of the dump."""
    url = f"{server.rpartition('/')[0]}/{DATABASE}"
    with psycopg.connect(server, autocommit=True) as administrator:
        administrator.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)".encode())
        administrator.execute(f"CREATE DATABASE {DATABASE}".encode())
        try:
            environment = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "academy.settings.test"}
            command = [sys.executable, "-W", "ignore", "-m", "tests.production.fill"]
            told = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout
            dump = lzma.compress(_dump(url), preset=9 | lzma.PRESET_EXTREME)
        finally:
            administrator.execute(f"DROP DATABASE {DATABASE} WITH (FORCE)".encode())
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / f"{version}.sql.xz").write_bytes(dump)
    (FOLDER / f"{version}.json").write_text(told.splitlines()[-1] + "\n")
    return len(dump)


def _dump(url: str) -> bytes:
    tables = [f"--exclude-table-data={table}" for table in LEFT_OUT]
    command = ["pg_dump", "--no-owner", "--no-privileges", "--rows-per-insert=1000", *tables, url]
    dumped = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return NOT_EVERYWHERE.sub("", dumped).encode()


if __name__ == "__main__":
    size = keep_release(sys.argv[1], postgresql())
    sys.stdout.write(f"Kept in {FOLDER}: {size // 1024} KB.\n")
