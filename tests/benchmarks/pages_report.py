"""What the rounds have told, as numbers (JSON), as tables (Markdown), as a plot (SVG) and as a verdict."""

import statistics
from typing import Any

from tests.benchmarks.bars import Bar, picture
from tests.benchmarks.circumstances import circumstances, command
from tests.benchmarks.client import CONNECTIONS
from tests.benchmarks.compared import bars_of, missed, row_of
from tests.benchmarks.figures import best_ratio, exceeds, noise, ratio, share_ms
from tests.benchmarks.growth import base_of, growth_of
from tests.benchmarks.pages_rounds import ONLY, Measured
from tests.benchmarks.pages_table import table
from tests.benchmarks.stored import store
from tests.benchmarks.works import V_AGAIN, WORKS, V, Work

LIBRARIES = ("django", "wagtail", "granian", "psycopg")


def write_report(measured: Measured) -> int:
    """Write all files and return the exit code: 1 when a budget is missed by the median and by the best round."""
    found = facts(measured, base_of(measured.size, measured.database))
    name = "-".join(["pages", measured.size.lower(), measured.database, *ONLY])
    store(name, found, table(found), svg=picture([*_bars(found["works"]), *bars_of(found["beside"])]))
    return 1 if found["missed"] else 0


def _bars(works: dict[str, dict[str, Any]]) -> list[Bar]:
    return [
        Bar(words=f"{WORKS[name].words}, V", ratio=row["cpu"], most=row["most_cpu"], verdict=row["verdict"])
        for name, row in works.items()
    ]


def facts(measured: Measured, base: dict[str, Any]) -> dict[str, Any]:
    """Return everything that the tables tell."""
    before = base.get("works", {})
    works = {name: _of_work(measured, name, before.get(name)) for name in WORKS if name in measured.cpu}
    beside = {name: row_of(one) for name, one in measured.beside.items()}
    return {
        **circumstances(LIBRARIES),
        "size": measured.size,
        "command": command(f"make bench DATASETS={measured.size}", "ROUNDS", "REQUESTS", "ONLY"),
        "database": measured.database,
        "redis": measured.has_redis,
        "building_seconds": round(measured.building),
        "rounds": len(measured.cpu[V]),
        "connections": CONNECTIONS,
        "noise": noise(measured.cpu[V], measured.cpu[V_AGAIN]),
        "noise_of_starts": measured.noise_of_starts,
        "base": {what: base[what] for what in ("size", "date") if what in base},
        "works": works,
        "beside": beside,
        "missed": [*(WORKS[name].words for name, row in works.items() if row["missed"]), *missed(beside)],
    }


def _of_work(measured: Measured, name: str, before: dict[str, Any] | None) -> dict[str, Any]:
    """Return what one kind of work takes; the ratios to V by the medians, and by the best round of each."""
    cpu, latencies = measured.cpu[name], measured.latencies[name]
    bare, rates = measured.cpu[V] + measured.cpu[V_AGAIN], measured.rates[V] + measured.rates[V_AGAIN]
    row = {
        "words": WORKS[name].words,
        "cpu": ratio(cpu, bare),
        "cpu_best": best_ratio(cpu, bare),
        "cpu_ms": round(statistics.median(cpu), 2),
        "database_cpu_ms": round(statistics.median(measured.of_database[name]), 2),
        "rate": ratio(measured.rates[name], rates),
        "rate_best": round(max(measured.rates[name]) / max(rates), 3),
        "p50_ms": share_ms(latencies, 0.50),
        "p95_ms": share_ms(latencies, 0.95),
        "p99_ms": share_ms(latencies, 0.99),
        "answers": len(latencies),
        "queries": measured.queries[name],
        "bytes": measured.longest[name],
    }
    row |= growth_of(row, before)
    limits = {limit: getattr(WORKS[name], limit) for limit in ("most_cpu", "most_queries", "most_growth", "least_rate")}
    return row | limits | verdict(WORKS[name], row)


def verdict(work: Work, row: dict[str, Any]) -> dict[str, Any]:
    """Say which budgets are missed, and whether there are any."""
    is_missed = {
        "processor": exceeds(work.most_cpu, row["cpu"], row["cpu_best"]),
        "rate": work.least_rate is not None and max(row["rate"], row["rate_best"]) < work.least_rate,
        "queries": exceeds(work.most_queries, row["queries"]),
        "growth": exceeds(work.most_growth, row["growth"], row["growth_best"]),
    }
    named = [what for what, missed in is_missed.items() if missed]
    return {"missed": named, "verdict": "" if not work.has_budget else "missed" if named else "met"}
