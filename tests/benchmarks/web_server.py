"""The web server as in production: what it takes of processor and memory, and when it first answers."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path

from tests.benchmarks.client import Asked

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 60
#: As docker-compose.yml has them.
OPTIONS = ("--interface", "wsgi", "--workers", "2", "--blocking-threads", "4", "--workers-kill-timeout", "5")
#: What of multiprocessing runs beside the workers.
TRACKER = b"resource_tracker"


@dataclass(frozen=True, kw_only=True)
class Project:
    """What can be served, its first page, and by which command."""

    folder: Path
    application: str
    page: Asked
    environment: Mapping[str, str] = field(default_factory=dict)
    command: Sequence[str] = (str(Path(sys.executable).with_name("granian")),)


OURS = Project(
    folder=ROOT,
    application="academy.wsgi:application",
    page=Asked(path="/az/", status=200, marker=b"site-footer"),
    command=(sys.executable, "-m", "academy.web"),
)


class Server:
    """The running web server."""

    def __init__(self, port: int, process: subprocess.Popen[bytes], first_page_after: float) -> None:
        """Remember where it listens, and after how many seconds its first page was there."""
        self.port, self.process, self.first_page_after = port, process, first_page_after

    def seconds(self) -> float:
        """Return the processor time of all its processes until now."""
        return sum(map(cpu_seconds, _family(self.process.pid)))

    def memory(self) -> list[float]:
        """Return the memory of each worker in MiB; what processes share is counted in parts (PSS)."""
        workers = [
            pid for pid in _children(self.process.pid) if TRACKER not in Path(f"/proc/{pid}/cmdline").read_bytes()
        ]
        return [_proportional_mib(pid) for pid in workers]


@contextmanager
def server(project: Project = OURS, *options: str) -> Iterator[Server]:
    """Start it, wait until its first page is there, and stop it at the end."""
    port = free_port()
    command = [*project.command, *OPTIONS, *options, "--host", "127.0.0.1", "--port", str(port), project.application]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": {**os.environ, **project.environment}}
    start = time.perf_counter()
    with subprocess.Popen(command, cwd=project.folder, start_new_session=True, **quiet) as process:
        try:
            yield Server(port, process, wait_for_page(port, process, project.page, start))
        finally:
            end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """End a leader of a session with all that it has started; it may be gone already."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)


def wait_for_page(
    port: int, process: subprocess.Popen[bytes], page: Asked, start: float, *, patience: float = SECONDS
) -> float:
    """Ask until the page is there, and return how long that took from the start."""
    while process.poll() is None and time.perf_counter() < start + patience:
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=SECONDS)
            connection.request("GET", page.path, headers=page.headers(0))
            answer = connection.getresponse()
            body = answer.read()
        except OSError:
            time.sleep(0.02)
        else:
            page.check(answer.status, body, answer.headers.get("Location", ""))
            return time.perf_counter() - start
    raise SystemExit("The web server does not answer.")


def cpu_seconds(pid: int) -> float:
    """Return user and system time of a process, of all its threads; of one that has ended, none."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    """Return a port of loopback on which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _family(pid: int) -> list[int]:
    return [pid, *(one for child in _children(pid) for one in _family(child))]


def _proportional_mib(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:"))
