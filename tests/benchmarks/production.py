"""The site as in production, for one run alone: a database, a folder, a secret, and a Redis."""

import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from tests.benchmarks.own_database import own_database
from tests.benchmarks.web_server import free_port


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
    port = str(free_port())
    command = ["redis-server", "--bind", "127.0.0.1", "--port", port, "--save", "", "--dir", os.environ["ACADEMY_HOME"]]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        os.environ["REDIS_URL"] = f"redis://127.0.0.1:{port}/0"
        try:
            yield
        finally:
            process.terminate()
