"""A database of a benchmark's own: SQLite in a temporary folder, or a new one on the server of DATABASE_URL."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg


@contextmanager
def own_database(name: str) -> Iterator[None]:
    """Name a database for this run alone, and take it away at the end."""
    address = os.environ.get("DATABASE_URL", "")
    with tempfile.TemporaryDirectory() as folder:
        if not address:
            os.environ["DATABASE_URL"] = f"sqlite:///{folder}/benchmark.sqlite3"
            yield
            return
        with psycopg.connect(address, autocommit=True) as server:
            server.execute(f"CREATE DATABASE {name}")
            os.environ["DATABASE_URL"] = f"{address.rpartition('/')[0]}/{name}"
            try:
                yield
            finally:
                server.execute(f"DROP DATABASE {name} WITH (FORCE)")
