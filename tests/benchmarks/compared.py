"""Something beside its reference: a series of each, and the most that the one may be of the other."""

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.benchmarks.bars import Bar
from tests.benchmarks.figures import best_ratio, exceeds, ratio

HEAD = ["| | ours | reference | ratio | best | budget | stretch | |", "|" + " --- |" * 8]


@dataclass(frozen=True, kw_only=True)
class Compared:
    """The limits are ratios; `most_taken` is one in the unit of the series."""

    words: str
    unit: str
    taken: Sequence[float]
    reference: Sequence[float]
    reference_words: str
    most: float | None = None
    stretch: float | None = None
    most_taken: float | None = None


def row_of(one: Compared) -> dict[str, Any]:
    """Return figures and verdict."""
    median, best = ratio(one.taken, one.reference), best_ratio(one.taken, one.reference)
    return {
        "words": one.words,
        "unit": one.unit,
        "taken": _of_series(one.taken),
        "reference": _of_series(one.reference),
        "reference_words": one.reference_words,
        "ratio": median,
        "ratio_best": best,
        "most": one.most,
        "stretch": one.stretch,
        "most_taken": one.most_taken,
        "verdict": _verdict(one, median, best),
    }


def _of_series(series: Sequence[float]) -> dict[str, float]:
    return {"median": round(statistics.median(series), 3), "best": round(min(series), 3)}


def _verdict(one: Compared, median: float, best: float) -> str:
    if one.most is None and one.most_taken is None:
        return ""
    if exceeds(one.most, median, best) or exceeds(one.most_taken, statistics.median(one.taken), min(one.taken)):
        return "missed"
    return "met"


def missed(rows: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Name what misses its budget."""
    return [row["words"] for row in rows.values() if row["verdict"] == "missed"]


def bars_of(rows: Mapping[str, Mapping[str, Any]]) -> list[Bar]:
    """Return the bars of the picture."""
    return [
        Bar(words=row["words"], ratio=row["ratio"], most=row["most"], verdict=row["verdict"]) for row in rows.values()
    ]


def table_of(rows: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Return the lines of the table."""
    return [*HEAD, *map(_line, rows.values())]


def _line(row: Mapping[str, Any]) -> str:
    budget = f"{row['most']}" if row["most"] else f"{row['most_taken']} {row['unit']}" if row["most_taken"] else ""
    cells = (
        row["words"],
        f"{_figure(row['taken']['median'])} {row['unit']}",
        f"{_figure(row['reference']['median'])} {row['unit']}, {row['reference_words']}",
        f"{row['ratio']:.2f}",
        f"{row['ratio_best']:.2f}",
        budget,
        f"{row['stretch'] or ''}",
        row["verdict"],
    )
    return f"| {' | '.join(cells)} |"


def _figure(value: float) -> str:
    """Three digits say enough."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
