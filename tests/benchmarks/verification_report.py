"""What the rounds have told, as numbers (JSON), as a table (Markdown) and as a verdict."""

import os
import platform
import statistics
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any

from tests.benchmarks.client import CONNECTIONS
from tests.benchmarks.stored import store
from tests.benchmarks.verification_rounds import KINDS, Measured

#: At most so much of the bare view's processor time, and at least so much of its answers a second.
MOST_CPU, LEAST_RATE = 1.5, 0.5
#: What stands under the two targets: every well-formed code.
MEASURED_BY_TARGETS = ("known", "unknown")
NOISE = 0.05
LIBRARIES = ("django", "wagtail", "granian", "psycopg")
WORDS = {
    "bare": "bare view, one query (V)",
    "bare again": "the same once more",
    "known": "a code that was issued",
    "unknown": "a code that was not",
    "mistyped": "a code with a slip",
}


def write_report(measured: Measured) -> int:
    """Write both files and return the exit code: 1 when a target is missed by the median and by the best round."""
    found = _facts(measured)
    name, table = f"verification-{measured.database}", _table(found)
    store(name, found, table)
    return 1 if found["missed"] else 0


def _facts(measured: Measured) -> dict[str, Any]:
    kinds = {kind: _of_kind(measured, kind) for kind in KINDS}
    bare, again = (statistics.median(measured.cpu[kind]) for kind in KINDS[:2])
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "command": f"CERTIFICATES={measured.size} make benchmark-verification",
        "database": measured.database,
        "certificates": measured.size,
        "rounds": len(measured.cpu["bare"]),
        "answers": len(measured.latencies["bare"]),
        "connections": CONNECTIONS,
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "noise": round(abs(bare - again) / min(bare, again), 3),
        "versions": {"python": platform.python_version()} | {name: version(name) for name in LIBRARIES},
        "kinds": kinds,
        "missed": _missed(kinds),
    }


def _of_kind(measured: Measured, kind: str) -> dict[str, Any]:
    """Return what one kind of question takes; the ratios by the medians, and by the best round of each."""
    cpu, rates = measured.cpu[kind], measured.rates[kind]
    bare_cpu = measured.cpu["bare"] + measured.cpu["bare again"]
    bare_rates = measured.rates["bare"] + measured.rates["bare again"]
    return {
        "cpu_ms": round(statistics.median(cpu), 2),
        "database_cpu_ms": round(statistics.median(measured.of_database[kind]), 2),
        "cpu": round(statistics.median(cpu) / statistics.median(bare_cpu), 2),
        "cpu_best": round(min(cpu) / min(bare_cpu), 2),
        "per_second": round(statistics.median(rates)),
        "rate": round(statistics.median(rates) / statistics.median(bare_rates), 2),
        "rate_best": round(max(rates) / max(bare_rates), 2),
        "p50_ms": round(_share(measured.latencies[kind], 0.50) * 1000, 1),
        "p95_ms": round(_share(measured.latencies[kind], 0.95) * 1000, 1),
        "queries": measured.queries[kind],
    }


def _share(latencies: Sequence[float], share: float) -> float:
    return sorted(latencies)[int(len(latencies) * share)]


def _missed(kinds: dict[str, dict[str, Any]]) -> list[str]:
    costly = [kind for kind in MEASURED_BY_TARGETS if min(kinds[kind]["cpu"], kinds[kind]["cpu_best"]) > MOST_CPU]
    slow = [kind for kind in MEASURED_BY_TARGETS if max(kinds[kind]["rate"], kinds[kind]["rate_best"]) < LEAST_RATE]
    return [
        *(f"{WORDS[kind]}: at most {MOST_CPU} V of the processor" for kind in costly),
        *(f"{WORDS[kind]}: at least {LEAST_RATE} of V's answers a second" for kind in slow),
    ]


def _table(found: dict[str, Any]) -> str:
    head = [
        "| | CPU, V | best round | ms | of it database | answers/s, V | p50 ms | p95 ms | queries |",
        "|" + " --- |" * 9,
    ]
    rows = [_row(WORDS[kind], one) for kind, one in found["kinds"].items()]
    title = f"# Verification, {found['certificates']:,} certificates, {found['database']}, {found['date']}"
    targets = [f"Targets: at most {MOST_CPU} V of the processor, at least {LEAST_RATE} of V's answers a second.", ""]
    missed = [f"- Missed: {what}" for what in found["missed"]]
    return (
        "\n".join([title, "", _conditions(found), "", *head, *rows, "", *targets, *missed, "", _versions(found)]) + "\n"
    )


def _row(words: str, one: dict[str, Any]) -> str:
    counts = " / ".join(str(count) for count in one["queries"].values())
    return (
        f"| {words} | {one['cpu']:.2f} | {one['cpu_best']:.2f} | {one['cpu_ms']:.2f} | {one['database_cpu_ms']:.2f} | "
        f"{one['rate']:.2f} | {one['p50_ms']} | {one['p95_ms']} | {counts} |"
    )


def _conditions(found: dict[str, Any]) -> str:
    sizes = " / ".join(f"{int(size):,}" for size in found["kinds"]["known"]["queries"])
    noise = f"{found['noise']:.1%}" + (": TOO NOISY, run it again on a quiet machine" if found["noise"] > NOISE else "")
    return (
        f"`{found['command']}`: {found['rounds']} rounds, {found['answers']:,} answers of each kind over "
        f"{found['connections']} connections, load {found['load']} on {found['cores']} cores; the two bare series "
        f"differ by {noise}. Processor time of the web server and of its database's processes; the client shares the "
        f"cores. Queries with {sizes} certificates."
    )


def _versions(found: dict[str, Any]) -> str:
    return "Versions: " + ", ".join(f"{name} {number}" for name, number in found["versions"].items()) + "."
