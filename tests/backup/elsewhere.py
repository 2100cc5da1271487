"""Another host: an empty home and an empty database, on which our commands run in processes of their own."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection

from tests import database

TOLD = "import json; from tests.backup.told import told; print(json.dumps(told()))"

#: What Django writes behind each letter in a file.
RULE = b"-" * 79 + b"\n"


class Elsewhere:
    """Runs commands of the restored installation."""

    def __init__(self, home: Path, url: str) -> None:
        self.home, self.secret = home, "elsewhere-and-not-the-secret-of-the-house-that-burnt"
        self.url = url

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "academy.settings.development",
            "ACADEMY_HOME": str(self.home),
            "DATABASE_URL": self.url,
            "REDIS_URL": "",
            "SECRET_KEY": self.secret,
            "LOG_FORMAT": "console",
        }
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(
            command, cwd=database.ROOT, env=environment, capture_output=True, text=True, check=False, timeout=300
        )

    def told(self) -> dict[str, Any]:
        """Return what the restored installation says of itself."""
        answer = self.run("shell", "--no-imports", "-c", TOLD)
        assert answer.returncode == 0, answer.stderr
        return json.loads(answer.stdout.splitlines()[-1])

    def letters(self) -> int:
        """How many letters were sent from here: two of one second may lie in one file, each with a rule behind it."""
        return sum(file.read_bytes().count(RULE) for file in (self.home / "mails").glob("*"))


@contextmanager
def elsewhere(folder: Path) -> Iterator[Elsewhere]:
    """Give an empty host, with the same kind of database, and take it away."""
    folder.mkdir()
    if connection.vendor == "sqlite":
        yield Elsewhere(folder, f"sqlite:///{folder / 'restored.sqlite3'}")
        return
    name = f"{connection.settings_dict['NAME']}_elsewhere"
    try:
        yield Elsewhere(folder, database.empty_postgresql(name))
    finally:
        database.drop_postgresql(name)
