"""How much dearer work gets with more data: its figures beside those that a smaller dataset has left behind."""

import json
from collections.abc import Mapping
from typing import Any

from tests.benchmarks import stored
from tests.benchmarks.figures import NOISE

#: Size -> the smaller one, whose last results are taken.
BASES = {"S": "XS", "M": "S", "L": "S"}


def base_of(size: str, database: str) -> dict[str, Any]:
    """Return the last results of the smaller dataset on the same database; empty unless their run was quiet."""
    path = stored.RESULTS / f"pages-{BASES.get(size, '').lower()}-{database}.json"
    found: dict[str, Any] = json.loads(path.read_text()) if size in BASES and path.exists() else {}
    return found if found.get("noise", 1) <= NOISE else {}


def growth_of(row: Mapping[str, Any], base: Mapping[str, Any] | None) -> dict[str, float | None]:
    """Return by how many times the processor's time has grown, by the medians and by the best rounds."""
    return {
        "growth": round(row["cpu"] / base["cpu"], 2) if base else None,
        "growth_best": round(row["cpu_best"] / base["cpu_best"], 2) if base else None,
    }
