"""The load run: USERS people for MINUTES minutes on the services of docker-compose.yml, as processes of this machine.

    python -m tests.load.run LOCUST

LOCUST is the program, which lives in an environment of its own. Ends with what Locust ends with: 0 when no answer was
wrong.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import urllib3
from redis import Redis

from tests.load import report
from tests.production.stack import Stack
from tests.production.visitor import Visitor, wait
from tests.services import REDIS, postgresql, redis

USERS, MINUTES = int(os.environ.get("USERS", "100")), float(os.environ.get("MINUTES", "15"))
DATABASE = f"academy_load_{os.getpid()}"
#: A database of Redis that no test uses.
BROKER = re.sub(r"/\d+$", "/12", REDIS)
#: So many people come each second until all are there.
COMING = 5


@contextmanager
def stack(folder: Path) -> Iterator[tuple[int, dict]]:
    """Start everything on databases of its own, and end it; yield the port and what was prepared."""
    server = postgresql()
    if not server or not redis():
        raise SystemExit("A load run needs PostgreSQL and Redis on this machine.")
    with Redis.from_url(BROKER) as broker, psycopg.connect(server, autocommit=True) as administrator:
        broker.flushdb()
        administrator.execute(f"CREATE DATABASE {DATABASE}".encode())
        url = f"{server.rpartition('/')[0]}/{DATABASE}"
        made = Stack(folder, database=url, broker=BROKER, webs=1)
        try:
            told = made.up("tests.load.people", str(USERS))
            wait("the site", lambda: _is_ready(made.ports[0]))
            yield made.ports[0], told
        finally:
            made.down()
            broker.flushdb()
            administrator.execute(f"DROP DATABASE {DATABASE} WITH (FORCE)".encode())


def _is_ready(port: int) -> bool:
    try:
        return Visitor().ask(port, "/readyz").status == 200
    except urllib3.exceptions.HTTPError:
        return False


def ask(locust: str, port: int, facts: dict, folder: Path) -> int:
    """Let Locust ask, and return how it ended."""
    (folder / "facts.json").write_text(json.dumps(facts))
    command = [
        *(locust, "--locustfile", str(Path(__file__).with_name("locustfile.py"))),
        *("--headless", "--only-summary", "--users", str(USERS), "--spawn-rate", str(COMING)),
        *("--run-time", f"{MINUTES * 60:.0f}s", "--stop-timeout", "30"),
        *("--host", f"http://127.0.0.1:{port}", "--csv", str(folder / "found")),
    ]
    environment = {"PATH": os.environ["PATH"], "LOAD_FACTS": str(folder / "facts.json")}
    return subprocess.run(command, env=environment, check=False).returncode


def main() -> int:
    """Run, report, and return how it ended."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "stack").mkdir()
        with stack(folder / "stack") as (port, facts):
            ended = ask(sys.argv[1], port, facts, folder)
        report.write(users=USERS, minutes=MINUTES, stats=folder / "found_stats.csv")
    return ended


if __name__ == "__main__":
    sys.exit(main())
