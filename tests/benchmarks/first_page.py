"""From a clone to the first page of the seeded demo, beside a bare project's migrations and start (`make bench`).

Packages are installed for both, and modules of packages compiled. Ends with 1 when the budget is missed by the median
and by the best turn.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.bare_project import manage, new_project
from tests.benchmarks.bars import picture
from tests.benchmarks.circumstances import circumstances, command, machine, versions
from tests.benchmarks.compared import Compared, bars_of, missed, row_of, table_of
from tests.benchmarks.figures import noise, noise_words
from tests.benchmarks.stored import store
from tests.benchmarks.web_server import OURS, ROOT, end, free_port, server, wait_for_page

#: In each turn the bare project twice.
TURNS = int(os.environ.get("ROUNDS", "3"))
MOST, STRETCH = 3, 1.5
#: Seconds in which the demo has to come.
PATIENCE = 900
LIBRARIES = ("django", "wagtail", "granian")


def main() -> int:
    """Measure, write what was found, and return the exit code."""
    ours, bare, again = [], [], []
    for _turn in range(TURNS):
        bare.append(_of_bare_project())
        ours.append(_of_clone())
        again.append(_of_bare_project())
    compared = Compared(
        words="clone to the first page of the seeded demo",
        unit="s",
        taken=ours,
        reference=bare + again,
        reference_words="a bare project's migrations and start",
        most=MOST,
        stretch=STRETCH,
    )
    found = circumstances(LIBRARIES) | {
        "command": command("make bench", "ROUNDS"),
        "noise": noise(bare, again),
        "turns": TURNS,
        "rows": {"clone": row_of(compared)},
    }
    store("first-page", found, _table(found), svg=picture(bars_of(found["rows"])))
    return 1 if missed(found["rows"]) else 0


def _of_bare_project() -> float:
    with new_project() as project:
        start = time.perf_counter()
        manage(project, "migrate")
        with server(project, "--workers", "1"):
            return time.perf_counter() - start


def _of_clone() -> float:
    """Do what the README says, but for installing packages."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        start, folder, port = time.perf_counter(), Path(name) / "clone", free_port()
        subprocess.run(["git", "clone", "--quiet", ROOT, folder], check=True)
        (folder / ".venv").symlink_to(sys.prefix)
        with _demo(folder, port) as process:
            return wait_for_page(port, process, OURS.page, start, patience=PATIENCE)


@contextmanager
def _demo(folder: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    kept = {name: os.environ[name] for name in ("HOME", "LANG", "PATH") if name in os.environ}
    command = ["make", "--old-file=.venv/run", "demo", f"PORT={port}", f"ACADEMY_HOME={folder}/var"]
    log = folder / "demo.log"
    with (
        log.open("wb") as told,
        subprocess.Popen(command, cwd=folder, env=kept, stdout=told, stderr=told, start_new_session=True) as process,
    ):
        try:
            yield process
        except SystemExit:
            sys.stderr.write(log.read_text())
            raise
        finally:
            end(process)


def _table(found: dict) -> str:
    conditions = (
        f"`{found['command']}`: {found['turns']} turns, {machine(found)}; the bare project's two series differ by "
        f"{noise_words(found['noise'])}. SQLite; packages are installed."
    )
    title = f"# Clone to the first page, {found['date']}"
    return "\n\n".join([title, conditions, "\n".join(table_of(found["rows"])), versions(found)]) + "\n"


if __name__ == "__main__":
    sys.exit(main())
