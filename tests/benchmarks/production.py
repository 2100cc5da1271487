"""The site as in production: keys that are not for demonstration, collected files, and the web server on loopback."""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from tests.benchmarks.own_database import own_database

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 60
#: The processes of the web server, as docker-compose.yml has them.
WORKERS = 2


@contextmanager
def own_production(name: str) -> Iterator[None]:
    """Set everything that production needs, for this run alone: a database, a folder, a secret."""
    with own_database(name), tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "ACADEMY_HOME": folder,
            "ALLOWED_HOSTS": "localhost",
            "DJANGO_SETTINGS_MODULE": "tests.benchmarks.settings",
            "SECRET_KEY": secrets.token_urlsafe(64),
            "SITE_URL": "https://localhost",
        }
        yield


@contextmanager
def own_redis() -> Iterator[None]:
    """Start a Redis for this run alone beside PostgreSQL, where one is installed; SQLite goes without."""
    if os.environ["DATABASE_URL"].startswith("sqlite") or not shutil.which("redis-server"):
        yield
        return
    port = str(_free_port())
    command = ["redis-server", "--bind", "127.0.0.1", "--port", port, "--save", "", "--dir", os.environ["ACADEMY_HOME"]]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        os.environ["REDIS_URL"] = f"redis://127.0.0.1:{port}/0"
        try:
            yield
        finally:
            process.terminate()


class Server:
    """The running web server, and what processor time it has taken."""

    def __init__(self, port: int, process: subprocess.Popen[bytes]) -> None:
        """Remember where it listens."""
        self.port, self.process = port, process

    def seconds(self) -> float:
        """Return the processor time of all its processes until now."""
        return sum(map(cpu_seconds, _family(self.process.pid)))


@contextmanager
def server() -> Iterator[Server]:
    """Start it, wait until it answers, and stop it at the end."""
    port = _free_port()
    command = ["granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", str(WORKERS)]
    command = [str(Path(sys.executable).with_name("granian")), *command[1:], "academy.wsgi:application"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, cwd=ROOT, start_new_session=True, **quiet) as process:
        try:
            _wait(port, process)
            yield Server(port, process)
        finally:
            os.killpg(process.pid, signal.SIGTERM)


def cpu_seconds(pid: int) -> float:
    """Return user and system time of a process, of all its threads; of one that has ended, none."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(one for child in children for one in _family(int(child)))]


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    give_up = time.monotonic() + SECONDS
    while process.poll() is None and time.monotonic() < give_up:
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/healthz", headers={"Host": "localhost", "X-Forwarded-Proto": "https"})
            connection.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("The web server does not answer.")
