"""The areas of areas.toml: which modules decide, and which tests guard them."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
#: Killed mutants of a hundred that are wanted in each area.
FLOOR = 85
TABLE = Path(__file__).with_name("areas.toml")


@dataclass(frozen=True)
class Area:
    """Paths from the root of the repository. `without` holds functions that are left out, each with the reason."""

    name: str
    decides: str
    modules: list[str]
    tests: list[str]
    without: dict[str, str] = field(default_factory=dict)

    def as_asked(self) -> dict[str, list[str]]:
        """What mutmut is told of the area."""
        return {"modules": self.modules, "tests": self.tests, "without": list(self.without)}


def areas() -> dict[str, Area]:
    """Return each area of the table by its name."""
    return {name: Area(name, **row) for name, row in tomllib.loads(TABLE.read_text()).items()}
