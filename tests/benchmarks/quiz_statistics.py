"""How the statistics of a quiz behave with 100,000 attempts: `make benchmark-statistics`.

It fills a database of its own (SQLite in a temporary folder, or a new one on the PostgreSQL server of DATABASE_URL),
counts the attempts by the very service, and measures pages as ratios to those with 1,000 attempts: ratios hold on any
machine. What was found stands in README.md beside this file.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

import django
import psycopg

NAME = "academy_benchmark_statistics"


@contextmanager
def own_database() -> Iterator[None]:
    """Name a database for this run alone, and take it away at the end."""
    address = os.environ.get("DATABASE_URL", "")
    with tempfile.TemporaryDirectory() as folder:
        if not address:
            os.environ["DATABASE_URL"] = f"sqlite:///{folder}/benchmark.sqlite3"
            yield
            return
        with psycopg.connect(address, autocommit=True) as server:
            server.execute(f"CREATE DATABASE {NAME}")
            os.environ["DATABASE_URL"] = f"{address.rpartition('/')[0]}/{NAME}"
            try:
                yield
            finally:
                server.execute(f"DROP DATABASE {NAME} WITH (FORCE)")


if __name__ == "__main__":
    with own_database():
        os.environ["DJANGO_SETTINGS_MODULE"] = "academy.settings.test"
        django.setup()
        from tests.benchmarks.large_quiz import measure  # its models need Django

        sys.stdout.write("\n".join(measure()) + "\n")
