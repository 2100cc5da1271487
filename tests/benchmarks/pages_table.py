"""The tables of a run: work in V, and what stands beside a bare project."""

from typing import Any

from tests.benchmarks.circumstances import machine, versions
from tests.benchmarks.compared import table_of
from tests.benchmarks.figures import noise_words
from tests.benchmarks.works import WORKS, Work

COLUMNS = (
    *("CPU, V", "best round", "budget", "ms", "of it database", "answers/s, V", "at least", "p50 ms", "p95", "p99"),
    *("queries", "budget", "bytes", "growth", "budget"),
)


def table(found: dict[str, Any]) -> str:
    """Return the page."""
    head = [f"| {' | '.join(('', *COLUMNS, ''))} |", "|" + " --- |" * (len(COLUMNS) + 2)]
    rows = [_row(WORKS[name], row) for name, row in found["works"].items()]
    place = f"{found['database']}{' and Redis' if found['redis'] else ''}"
    title = f"# Pages, {found['size']}, {place}, {found['date']}"
    parts = [title, _conditions(found), "\n".join([*head, *rows])]
    if found["beside"]:
        parts += [
            f"Beside a bare project; its two series of starts differ by {noise_words(found['noise_of_starts'])}:",
            "\n".join(table_of(found["beside"])),
        ]
    return "\n\n".join([*parts, f"Missed: {'; '.join(found['missed']) or 'nothing'}.", versions(found)]) + "\n"


def _row(work: Work, one: dict[str, Any]) -> str:
    cells = (
        work.words,
        f"{one['cpu']:.2f}",
        f"{one['cpu_best']:.2f}",
        _limit(work.most_cpu),
        f"{one['cpu_ms']:.2f}",
        f"{one['database_cpu_ms']:.2f}",
        f"{one['rate']:.2f}",
        _limit(work.least_rate),
        *(f"{one[name]}" for name in ("p50_ms", "p95_ms", "p99_ms", "queries")),
        _limit(work.most_queries),
        f"{one['bytes']:,}",
        "" if one["growth"] is None else f"{min(one['growth'], one['growth_best']):.2f}",
        _limit(work.most_growth),
        ", ".join(["missed:", *one["missed"]]).replace(":,", ":") if one["missed"] else one["verdict"],
    )
    return f"| {' | '.join(cells)} |"


def _limit(limit: float | None) -> str:
    return "" if limit is None else f"{limit}"


def _conditions(found: dict[str, Any]) -> str:
    base = found["base"]
    growth = f"in what {base['size']} took on {base['date']}" if base else "unknown: no quiet run of a smaller dataset"
    return (
        f"`{found['command']}`: {found['rounds']} rounds over {found['connections']} connections, {machine(found)}; "
        f"the two bare series differ by {noise_words(found['noise'])}. Making the dataset took "
        f"{found['building_seconds']} s. Processor time of the web server and of its database's processes; the client "
        f"shares the cores. Growth is {growth}."
    )
