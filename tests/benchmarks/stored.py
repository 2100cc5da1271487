"""Where the last results stand, for people and for programs."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent / "results"


def store(name: str, found: Mapping[str, Any], table: str, **pictures: str) -> None:
    """Write the figures as JSON, the table, and pictures by the ending of their names; print the table."""
    RESULTS.mkdir(exist_ok=True)
    for ending, text in {"json": json.dumps(found, indent=2) + "\n", "md": table, **pictures}.items():
        (RESULTS / f"{name}.{ending}").write_text(text)
    sys.stdout.write(table)
