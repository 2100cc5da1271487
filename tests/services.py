"""Which services the tests may use: `python -m tests.services postgresql` prints an address, or nothing."""

import os
import sys

import psycopg

CANDIDATES = ("postgres://127.0.0.1:5432/postgres", "postgres:///postgres")


def postgresql() -> str:
    """Return the address of a PostgreSQL server that answers and lets us make databases; empty when none does."""
    for address in filter(None, (os.environ.get("TEST_DATABASE_URL"), *CANDIDATES)):
        try:
            with psycopg.connect(address, connect_timeout=3) as connection:
                rights = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
                if connection.execute(rights).fetchone() == (True,):
                    return _named(address, connection.info.user)
        except psycopg.OperationalError:
            continue
    return ""


def _named(address: str, user: str) -> str:
    """Django's connections need a name in the address where libpq takes the system's."""
    return address if "@" in address else address.replace("://", f"://{user}@", 1)


if __name__ == "__main__":
    sys.stdout.write({"postgresql": postgresql}[sys.argv[1]]())
