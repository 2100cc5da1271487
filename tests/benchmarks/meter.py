"""Processor time of the web server and of the database's processes, read from /proc: both must run on this machine."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db import connection

from tests.benchmarks.client import Answered, Asked, ask_all
from tests.benchmarks.web_server import Server, cpu_seconds


@dataclass(frozen=True, kw_only=True)
class Taken:
    """Seconds of the processor, of the web server and of the database's processes, and what the client saw."""

    web: float
    database: float
    answered: Answered


@dataclass(kw_only=True)
class Series:
    """For each thing asked: milliseconds of the processor a question and answers a second by round; all latencies."""

    cpu: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    of_database: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    rates: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    latencies: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def keep(self, name: str, taken: Taken) -> None:
        """Add one round."""
        answered, number = taken.answered, len(taken.answered.latencies)
        self.cpu[name].append((taken.web + taken.database) / number * 1000)
        self.of_database[name].append(taken.database / number * 1000)
        self.rates[name].append(number / answered.elapsed)
        self.latencies[name] += answered.latencies


def ask_measured(running: Server, questions: list[Asked], *, first_network: int) -> Taken:
    """Ask them all, and say what they took."""
    web, database = running.seconds(), _database_seconds()
    answered = ask_all(running.port, questions, first_network=first_network)
    return Taken(web=running.seconds() - web, database=_database_seconds() - database, answered=answered)


def _database_seconds() -> float:
    """Return the processor time of the database's processes that serve this database; SQLite works in our own."""
    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return sum(cpu_seconds(pid) for (pid,) in cursor.fetchall())


def settle() -> None:
    """Let the database count anew, as its own housekeeping does in time."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
