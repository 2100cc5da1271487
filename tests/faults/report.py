"""What the faults did, as a table: each test tells of its case, and `make faults` writes RESULTS.md of what was told.

    python -m tests.faults.report FOLDER

A test asks for the fixture `case`. It names the case; the test says what it broke, what it saw and how long the
healing took. Without FAULT_RECORDS, a folder, nothing is written.
"""

import json
import os
import platform
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

RESULTS = Path(__file__).with_name("RESULTS.md")
HEAD = "| case | what was broken | what was seen | healed after | verdict |\n|---|---|---|---|---|\n"
INTRODUCTION = """# Faults: what was broken, and what came of it

Written by tests/faults/report.py ({when}; commit {commit}; {machine}), which `make faults` calls when its tests have
ended. Each line is one test of tests/faults; “holds” means: nothing that was committed was lost, nothing happened
twice, the pages said what was going on, and it healed without hands, as far as the case has to do with it. The seconds
are from the moment at which the cause was taken away until all was well again.
"""


@dataclass
class Case:
    """One line of the table."""

    name: str
    order: str
    broken: str = ""
    seen: list[str] = field(default_factory=list)
    seconds: float | None = None
    verdict: str = ""

    def broke(self, what: str) -> None:
        """Say what was broken, and how."""
        self.broken = what

    def saw(self, what: str) -> None:
        """Say what was seen."""
        self.seen.append(what)

    @contextmanager
    def healing(self) -> Iterator[None]:
        """Measure how long it takes until what is waited for inside has come."""
        begun = time.monotonic()
        yield
        self.seconds = time.monotonic() - begun

    def write(self) -> None:
        """Keep the line for the table, if one is made."""
        if folder := os.environ.get("FAULT_RECORDS"):
            file = Path(folder) / f"{self.order.replace('/', '.').replace(':', '.')}.json"
            file.write_text(json.dumps(asdict(self)))


def without_group(name: str) -> str:
    """Return a test's name without the group that pytest-xdist writes behind it. An address in it stays whole."""
    return re.sub(r"@[^@\]]+$", "", name)


def case_name(name: str) -> str:
    """Return the name of a test as the table says it."""
    return without_group(name).removeprefix("test_").replace("_", " ")


def table(folder: Path) -> str:
    """Return the whole page."""
    cores = os.cpu_count()
    machine = f"{cores} cores, {_system()}, {platform.machine()}, Python {platform.python_version()}"
    lines = [_line(Case(**json.loads(file.read_text()))) for file in sorted(folder.glob("*.json"))]
    told = INTRODUCTION.format(when=datetime.now(UTC).date(), commit=_commit(), machine=machine)
    return told + "\n" + HEAD + "".join(lines)


def _commit() -> str:
    """Return what was run, with a word where files differed from it. Without a repository nobody knows."""
    command = ["git", "describe", "--always", "--dirty=, changed", "--exclude=*"]
    try:
        return subprocess.run(command, cwd=RESULTS.parent, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        return platform.system()


def _line(case: Case) -> str:
    healed = "" if case.seconds is None else f"{case.seconds:.1f} s"
    cells = (case.name, case.broken, "; ".join(case.seen), healed, case.verdict)
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |\n"


if __name__ == "__main__":
    RESULTS.write_text(table(Path(sys.argv[1])))
