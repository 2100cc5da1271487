"""Writes what a load run found into RESULTS.md, in place of the last run of the same size."""

import csv
import os
import platform
import subprocess
from datetime import UTC, datetime
from pathlib import Path

RESULTS = Path(__file__).with_name("RESULTS.md")
HEAD = """# Load runs

`make load` (README.md says what is done). Times are in milliseconds, from the question to the whole answer, on the
loopback of the machine that also asks.
"""
TABLE = "| page | requests | a second | errors | p50 | p95 | p99 | longest |\n|---|---|---|---|---|---|---|---|"


def write(*, users: int, minutes: float, stats: Path) -> None:
    """Read the table that Locust wrote and keep it."""
    title = f"## {users} people, {minutes:g} min"
    text = RESULTS.read_text() if RESULTS.exists() else HEAD
    head, *others = text.split("\n## ")
    kept = [f"## {other.strip()}" for other in others if not f"## {other}".startswith(f"{title}\n")]
    section = "\n\n".join([title, _circumstances(users, minutes), "\n".join([TABLE, *_rows(stats)])])
    RESULTS.write_text("\n\n".join([head.strip(), *sorted([*kept, section], key=_size)]) + "\n")


def _size(section: str) -> list[float]:
    words = section.split()
    return [float(words[1]), float(words[3])]


def _circumstances(users: int, minutes: float) -> str:
    names = [line.partition(": ")[2] for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line]
    machine = f"{os.cpu_count()} × {names[0] if names else platform.machine()}, Python {platform.python_version()}"
    asked = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    return (
        f"{datetime.now(UTC):%d %B %Y, %H:%M} UTC, commit {asked.stdout.strip()}:"
        f" `make load USERS={users} MINUTES={minutes:g}` on {machine}, load {os.getloadavg()[0]:.1f} at the end."
    )


def _rows(stats: Path) -> list[str]:
    with stats.open(newline="") as file:
        found = [row for row in csv.DictReader(file) if int(row["Request Count"])]
    return [
        f"| {row['Name'].replace('Aggregated', '**all**')} | {row['Request Count']} | {float(row['Requests/s']):.2f}"
        f" | {row['Failure Count']} | {row['50%']} | {row['95%']} | {row['99%']}"
        f" | {float(row['Max Response Time']):.0f} |"
        for row in found
    ]
