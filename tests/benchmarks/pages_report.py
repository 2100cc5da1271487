"""What the rounds have told, as numbers (JSON), as a table (Markdown), as a plot (SVG) and as a verdict."""

import os
import platform
import statistics
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any

from tests.benchmarks.client import CONNECTIONS
from tests.benchmarks.pages_plot import plot
from tests.benchmarks.pages_rounds import Measured
from tests.benchmarks.stored import store
from tests.benchmarks.works import V_AGAIN, WORKS, V, Work

#: Two series of one thing differ by no more on a machine that is quiet enough.
NOISE = 0.05
COLUMNS = (
    *("CPU, V", "best round", "budget", "ms", "of it database", "answers/s, V", "p50 ms", "p95", "p99"),
    *("queries", "budget", "bytes"),
)
LIBRARIES = ("django", "wagtail", "granian", "psycopg")


def write_report(measured: Measured) -> int:
    """Write all files and return the exit code: 1 when a budget is missed by the median and by the best round."""
    found = _facts(measured)
    name, table = f"pages-{measured.size.lower()}-{measured.database}", _table(found)
    store(name, found, table, svg=plot({WORKS[one].words: row for one, row in found["works"].items()}))
    return 1 if any(row["verdict"] == "missed" for row in found["works"].values()) else 0


def _facts(measured: Measured) -> dict[str, Any]:
    bare, again = (statistics.median(measured.cpu[kind]) for kind in (V, V_AGAIN))
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "command": f"DATASET={measured.size} make bench",
        "database": measured.database,
        "redis": measured.has_redis,
        "rounds": len(measured.cpu[V]),
        "connections": CONNECTIONS,
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "noise": round(abs(bare - again) / min(bare, again), 3),
        "versions": {"python": platform.python_version()} | {name: version(name) for name in LIBRARIES},
        "works": {name: _of_work(measured, name) for name in measured.cpu},
    }


def _of_work(measured: Measured, name: str) -> dict[str, Any]:
    """Return what one kind of work takes; the ratios to V by the medians, and by the best round of each."""
    cpu, latencies = measured.cpu[name], sorted(measured.latencies[name])
    bare, rates = measured.cpu[V] + measured.cpu[V_AGAIN], measured.rates[V] + measured.rates[V_AGAIN]
    row = {
        "cpu": round(statistics.median(cpu) / statistics.median(bare), 2),
        "cpu_best": round(min(cpu) / min(bare), 2),
        "cpu_ms": round(statistics.median(cpu), 2),
        "database_cpu_ms": round(statistics.median(measured.of_database[name]), 2),
        "rate": round(statistics.median(measured.rates[name]) / statistics.median(rates), 2),
        "p50_ms": _share(latencies, 0.50),
        "p95_ms": _share(latencies, 0.95),
        "p99_ms": _share(latencies, 0.99),
        "answers": len(latencies),
        "queries": measured.queries[name],
        "bytes": measured.longest[name],
    }
    return row | {"most_cpu": WORKS[name].most_cpu, "verdict": _verdict(WORKS[name], row)}


def _share(latencies: Sequence[float], share: float) -> float:
    return round(latencies[int(len(latencies) * share)] * 1000, 1)


def _verdict(work: Work, row: dict[str, Any]) -> str:
    if work.most_cpu is None or work.most_queries is None:
        return ""
    is_met = min(row["cpu"], row["cpu_best"]) <= work.most_cpu and row["queries"] <= work.most_queries
    return "met" if is_met else "missed"


def _table(found: dict[str, Any]) -> str:
    head = [
        f"| {' | '.join(('', *COLUMNS, ''))} |",
        "|" + " --- |" * (len(COLUMNS) + 2),
    ]
    rows = [_row(WORKS[name], row) for name, row in found["works"].items()]
    place = f"{found['database']}{' and Redis' if found['redis'] else ''}"
    title = f"# Pages, {found['command'].split()[0].removeprefix('DATASET=')}, {place}, {found['date']}"
    return "\n".join([title, "", _conditions(found), "", *head, *rows, "", _versions(found)]) + "\n"


def _row(work: Work, one: dict[str, Any]) -> str:
    most, queries = ("" if limit is None else f"{limit}" for limit in (work.most_cpu, work.most_queries))
    return (
        f"| {work.words} | {one['cpu']:.2f} | {one['cpu_best']:.2f} | {most} | {one['cpu_ms']:.2f} | "
        f"{one['database_cpu_ms']:.2f} | {one['rate']:.2f} | {one['p50_ms']} | {one['p95_ms']} | {one['p99_ms']} | "
        f"{one['queries']} | {queries} | {one['bytes']:,} | {one['verdict']} |"
    )


def _conditions(found: dict[str, Any]) -> str:
    noisy = ": TOO NOISY, run it again on a quiet machine" if found["noise"] > NOISE else ""
    return (
        f"`{found['command']}`: {found['rounds']} rounds over {found['connections']} connections, load {found['load']} "
        f"on {found['cores']} cores; the two bare series differ by {found['noise']:.1%}{noisy}. Processor time of the "
        "web server and of its database's processes; the client shares the cores."
    )


def _versions(found: dict[str, Any]) -> str:
    return "Versions: " + ", ".join(f"{name} {number}" for name, number in found["versions"].items()) + "."
