"""One table of what all stored runs have found beside the budgets; `make bench` ends with it."""

import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from tests.benchmarks import stored
from tests.benchmarks.circumstances import machine
from tests.benchmarks.figures import noise_words

#: In the order in which they grow; a run of named work alone has another name.
PAGES = [f"pages-{size}-{database}" for size in ("xs", "s", "m", "l") for database in ("sqlite", "postgresql")]
OTHERS = ("certificates-p-256", "certificates-rsa-3072", "first-page")
HEAD = """# All runs

Out of the last run of each kind. Work is told in V, with its queries and, where a smaller dataset was measured, its
growth; memory and starts in those of a bare project, records in bare INSERTs. **Bold** misses its budget."""
Run = Mapping[str, Any]


def main() -> None:
    """Write the table beside the results."""
    target = stored.RESULTS / "README.md"
    target.write_text(summary([*map(_told, _stored(PAGES))], [*map(_told, _stored(OTHERS))]))
    sys.stdout.write(f"All runs: {target}\n")


def _stored(names: Sequence[str]) -> list[str]:
    return [path.read_text() for name in names if (path := stored.RESULTS / f"{name}.json").exists()]


def _told(text: str) -> Run:
    return json.loads(text)


def summary(pages: Sequence[Run], others: Sequence[Run]) -> str:
    """Return the page: a column for each run of pages, a line for each of the others."""
    head = [f"| {' | '.join(['', 'budget', *map(_place, pages)])} |", "|" + " --- |" * (len(pages) + 2)]
    rows = [_line(name, [run["works"] | run["beside"] for run in pages]) for name in _names(pages)]
    compared = [f"- {_place(run)}: {_conditions(run)}." for run in pages]
    single = [
        f"- {_single(row)} ({_conditions(run)})"
        for run in others
        for row in run.get("rows", {}).values()
        if row["most"]
    ]
    return "\n\n".join([HEAD, "\n".join([*head, *rows]), "\n".join([*single, *compared])]) + "\n"


def _names(pages: Sequence[Run]) -> list[str]:
    """Return everything that was measured, in the order of the first run that has it."""
    return list(dict.fromkeys(name for part in ("works", "beside") for run in pages for name in run[part]))


def _place(run: Run) -> str:
    return f"{run['size']}, {run['database']}{' and Redis' if run['redis'] else ''}"


def _conditions(run: Run) -> str:
    return f"{run['date']}, {machine(run)}, noise {noise_words(run['noise'])}"


def _line(name: str, runs: Sequence[Mapping[str, Any]]) -> str:
    known = next(run[name] for run in runs if name in run)
    cells = [known["words"], _budget(known), *(_cell(run[name]) if name in run else "" for run in runs)]
    return f"| {' | '.join(cells)} |"


def _budget(row: Run) -> str:
    if "cpu" in row:
        return _of_work(row["most_cpu"], row["most_queries"], row["most_growth"])
    return f"{row['most']}" if row["most"] else f"{row['most_taken']} {row['unit']}" if row["most_taken"] else ""


def _cell(row: Run) -> str:
    told = _of_work(row["cpu"], row["queries"], row["growth"]) if "cpu" in row else f"{row['ratio']:.2f}"
    if row.get("most_taken"):
        told += f", {row['taken']['median']:.3g} {row['unit']}"
    return f"**{told}**" if row["verdict"] == "missed" else told


def _of_work(cpu: float | None, queries: int | None, growth: float | None) -> str:
    parts = ["" if cpu is None else f"{cpu:.1f}", "" if queries is None else f"({queries})"]
    return " ".join([part for part in (*parts, "" if growth is None else f"×{growth:.2f}") if part])


def _single(row: Run) -> str:
    told = f"{row['words']}: {row['ratio']:.2f} times {row['reference_words']}, at most {row['most']}"
    return f"**{told}**" if row["verdict"] == "missed" else told


if __name__ == "__main__":
    main()
