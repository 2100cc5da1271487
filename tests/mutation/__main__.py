"""Mutation testing by mutmut, area by area: are the tests of what decides good enough to notice that it was changed?

    python -m tests.mutation [AREA …]

All areas of areas.toml without a name. Of an area at most MOST mutants (400) are tried, drawn by SEED (9); MOST=0 tries
all. With AGAIN=1 only what survived the last run is tried again, of the same area and after nothing but tests was
changed: what was killed stays killed. Writes results/AREA.json and RESULTS.md, and ends with 1 where fewer mutants of a
hundred were killed than FLOOR.
"""

import json
import os
import platform
import shutil
import subprocess
import sys
import time
from datetime import UTC, datetime
from importlib.metadata import version

from tests.mutation.areas import FLOOR, ROOT, Area, areas
from tests.mutation.outcomes import MUTANTS, outcomes
from tests.mutation.report import Run, write_report

#: In a process without the module `tests`, so that the copy beside the mutants is imported.
TAUGHT = [sys.executable, "-P", "tests/mutation/taught.py"]


def try_mutants(area: Area, *, most: int, seed: int) -> Run:
    """Make the mutants of an area anew, try them, and return what came of them."""
    again = ["AGAIN=1"] if os.environ.get("AGAIN") else []
    if again:
        (MUTANTS / "mutmut-stats.json").unlink()
    else:
        shutil.rmtree(MUTANTS, ignore_errors=True)
    asked = area.as_asked() | {"most": most, "seed": seed}
    begun = time.monotonic()
    subprocess.run([*TAUGHT, json.dumps(asked)], cwd=ROOT, check=True)
    tried, left_out = outcomes(area)
    made = len(tried) + left_out
    return Run(
        when=datetime.now(UTC).strftime("%Y-%m-%d"),
        command=" ".join([*again, f"MOST={most}", f"SEED={seed}", "make mutation", f"AREA={area.name}"]),
        machine=f"Python {platform.python_version()}, mutmut {version('mutmut')}, SQLite",
        minutes=round((time.monotonic() - begun) / 60),
        made=made,
        drawn=min(most or made, made),
        statuses=[outcome.status for outcome in tried],
        survivors=[outcome for outcome in tried if not outcome.is_killed],
    )


def main(names: list[str]) -> int:
    """Try the areas of these names, or all."""
    most, seed = int(os.environ.get("MOST") or 400), int(os.environ.get("SEED") or 9)
    chosen = {name: areas()[name] for name in names} if names else areas()
    scores = []
    for name, area in chosen.items():
        run = try_mutants(area, most=most, seed=seed)
        run.store(name)
        write_report()
        sys.stdout.write(f"{name}: {run.score:.1f} %\n")
        scores.append(run.score)
    return int(min(scores) < FLOOR)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
