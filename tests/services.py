"""Which services the tests may use: `python -m tests.services postgresql` or `redis` prints an address, or nothing."""

import os
import shutil
import subprocess
import sys

import psycopg
from redis import Redis, RedisError

CANDIDATES = ("postgres://127.0.0.1:5432/postgres", "postgres:///postgres")
REDIS = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/15")


def postgresql() -> str:
    """Return the address of a server where databases may be made; start an installed one; empty when there is none."""
    return _answering() or (_answering() if _start_postgresql() else "")


def _answering() -> str:
    for address in filter(None, (os.environ.get("TEST_DATABASE_URL"), *CANDIDATES)):
        try:
            with psycopg.connect(address, connect_timeout=3) as connection:
                rights = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
                if connection.execute(rights).fetchone() == (True,):
                    return _named(address, connection.info.user)
        except psycopg.OperationalError:
            continue
    return ""


def _start_postgresql() -> bool:
    """Start Debian's clusters that are installed and down, where this needs no password; tell whether any was."""
    if os.geteuid() or not shutil.which("pg_lsclusters"):
        return False
    listed = subprocess.run(["pg_lsclusters", "--no-header"], capture_output=True, text=True, check=False).stdout
    down = [line.split()[:2] for line in listed.splitlines() if "down" in line.split()]
    for version, name in down:
        subprocess.run(["pg_ctlcluster", "--skip-systemctl-redirect", version, name, "start"], check=False)
    return bool(down)


def redis() -> str:
    """Return the address of a Redis of this machine; empty when none answers."""
    try:
        with Redis.from_url(REDIS, socket_connect_timeout=3) as connection:
            return REDIS if connection.ping() else ""
    except RedisError:
        return ""


def _named(address: str, user: str) -> str:
    """Django's connections need a name in the address where libpq takes the system's."""
    return address if "@" in address else address.replace("://", f"://{user}@", 1)


if __name__ == "__main__":
    sys.stdout.write({"postgresql": postgresql, "redis": redis}[sys.argv[1]]())
