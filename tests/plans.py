"""How PostgreSQL answers a statement."""

import json
import re
from collections.abc import Iterator
from typing import Any

from django.db import connection


def plan_of(sql: str) -> str:
    """Return the plan in words; nothing is asked."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sql}")
        return "\n".join(line for (line,) in cursor.fetchall())


def blocks_of(sql: str) -> int:
    """Ask, and return how many blocks of tables and indexes were touched."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}")
        (found,) = cursor.fetchone()
    plan = (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]
    return plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]


def read_whole(sql: str) -> set[str]:
    """Return the tables that the plan reads from beginning to end."""
    return set(re.findall(r"Seq Scan on (\w+)", plan_of(sql)))


def settle() -> None:
    """Let the database count its rows, as its own housekeeping does in time."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def reading(queries: Iterator[dict[str, Any]]) -> list[str]:
    """Return the statements among these that read rows."""
    return [query["sql"] for query in queries if query["sql"].startswith("SELECT")]
