"""Under which circumstances figures were found: day, machine, load, versions."""

import os
import platform
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any


def circumstances(libraries: Sequence[str]) -> dict[str, Any]:
    """Return them as they are now."""
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "cores": os.cpu_count(),
        "processor": _processor(),
        "load": round(os.getloadavg()[0], 1),
        "versions": {"python": platform.python_version()} | {name: version(name) for name in libraries},
    }


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    return next((line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.machine())


def command(line: str, *variables: str) -> str:
    """Return what makes the same again, with those variables that were set."""
    return "".join(f'{name}="{os.environ[name]}" ' for name in variables if name in os.environ) + line


def machine(found: Mapping[str, Any]) -> str:
    """Say on what they were found."""
    return f"load {found['load']} on {found['cores']} cores ({found['processor']})"


def versions(found: Mapping[str, Any]) -> str:
    """Say with what they were found."""
    return "Versions: " + ", ".join(f"{name} {number}" for name, number in found["versions"].items()) + "."
