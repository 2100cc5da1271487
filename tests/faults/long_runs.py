"""What long runs have seen is kept in SOAK.md beside this file, a section for each kind."""

import os
import platform
from pathlib import Path

from django.db import connection
from django.utils import timezone

TABLE = Path(__file__).with_name("SOAK.md")
COMMAND = "make soak"


def tell(title: str, rows: dict[str, object]) -> None:
    """Put the section of this run in place of the one before."""
    told = TABLE.read_text() if TABLE.exists() else "# Long runs\n"
    sections = [part for part in told.split("\n## ")[1:] if not part.startswith(f"{title}\n")]
    server = ".".join(map(str, connection.get_database_version()))
    when = f"{timezone.now():%Y-%m-%d %H:%M} UTC"
    lines = [f"| {name} | {value} |" for name, value in rows.items()]
    where = f"`{COMMAND}`, {when}, {os.cpu_count()} cores, Python {platform.python_version()}, PostgreSQL {server}"
    own = "\n".join([title, "", f"{where}.", "", "| what | seen |", "|---|---|", *lines, ""])
    TABLE.write_text("# Long runs\n\n## " + "\n\n## ".join(part.strip() for part in sorted([*sections, own])) + "\n")
