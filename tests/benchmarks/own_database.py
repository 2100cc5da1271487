"""A database of a benchmark's own: SQLite in a folder, or a new one on the server of DATABASE_URL."""

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
        with new_database(address, name) as made:
            os.environ["DATABASE_URL"] = f"{address.rpartition('/')[0]}/{made}"
            yield


@contextmanager
def new_database(address: str, name: str) -> Iterator[str]:
    """Make one on the server of this address, and take it away at the end; yield its name, which nobody else has."""
    name = f"{name}_{os.getpid()}"
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield name
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")
