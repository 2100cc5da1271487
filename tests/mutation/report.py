"""What came of the mutants of each area, stored as JSON, and all of it as RESULTS.md."""

import json
import tomllib
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.mutation.areas import FLOOR, areas

FOLDER = Path(__file__).with_name("results")
RESULTS = Path(__file__).with_name("RESULTS.md")
REMARKS = Path(__file__).with_name("remarks.toml")
INTRODUCTION = f"""# Mutants: what the tests notice when the rules are changed

Written by `make mutation` (tests/mutation); a score of at least {FLOOR} % is wanted in each area. What is mutated, and
by which tests it is guarded, stands in areas.toml. “Killed” are mutants that a test noticed, or that never ended (“time
out”), of those that were tried: where an area makes more than are tried, they are drawn by a fixed seed. mutmut leaves
decorated functions alone; here those in `transaction.atomic` and properties are mutated too. Not mutated are words for
people (arguments of gettext, sentences of exceptions, lines of the log, docstrings), and what stands outside functions.
A run with AGAIN=1 tried what those before it had left untried or alive, after tests were added, and kept what they had
killed; where a rule was changed between them, more were drawn. Minutes are those of the last run.
A remark says why a survivor cannot be told from the original by a test; it counts as a survivor all the same.
"""
HEAD = "| area | what it decides | made | tried | killed | time out | survived | no test | score | run |\n"
RULE = "|---" * 10 + "|\n"


@dataclass(frozen=True)
class Outcome:
    """One mutant: where it stands, what it changes (a line), and what came of it, in mutmut's words."""

    file: str
    function: str
    change: str
    status: str

    @property
    def is_killed(self) -> bool:
        """Whether the tests noticed it; a mutant that never ends is noticed too."""
        return self.status in {"killed", "timeout"}


@dataclass(frozen=True, kw_only=True)
class Run:
    """One area tried: how many mutants were made and drawn, what came of those tried, and which survived."""

    when: str
    command: str
    machine: str
    minutes: int
    made: int
    drawn: int
    statuses: list[str]
    survivors: list[Outcome]

    @property
    def score(self) -> float:
        """Killed mutants of a hundred."""
        return 100 * (1 - len(self.survivors) / len(self.statuses)) if self.statuses else 0.0

    def store(self, area: str) -> None:
        """Keep the run in the place of the area's last one."""
        kept = asdict(self) | {"statuses": {name: self.statuses.count(name) for name in sorted({*self.statuses})}}
        FOLDER.mkdir(exist_ok=True)
        (FOLDER / f"{area}.json").write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n")


def stored_run(area: str) -> Run | None:
    """Return the last run of the area, if there was one."""
    file = FOLDER / f"{area}.json"
    if not file.exists():
        return None
    kept = json.loads(file.read_text())
    statuses = [name for name, number in kept["statuses"].items() for _one in range(number)]
    survivors = [Outcome(**survivor) for survivor in kept["survivors"]]
    return Run(**kept | {"statuses": statuses, "survivors": survivors})


def write_report() -> None:
    """Write RESULTS.md of the last run of each area."""
    table, runs = areas(), {name: stored_run(name) for name in areas()}
    done = {name: run for name, run in runs.items() if run}
    rows = "".join(_row(name, table[name].decides, run) for name, run in done.items())
    sections = "\n".join(_section(name, run) for name, run in done.items())
    RESULTS.write_text(f"{INTRODUCTION}\n{HEAD}{RULE}{rows}\n{sections}")


def _row(name: str, decides: str, run: Run) -> str:
    counted = [run.statuses.count(status) for status in ("killed", "timeout")]
    untested = run.statuses.count("no tests")
    tried = len(run.statuses)
    until = "" if tried >= run.drawn else f" of {run.drawn}: broken off, mutants with fast tests come first"
    numbers = [run.made, f"{tried}{until}", *counted, len(run.survivors) - untested, untested]
    cells = [name, decides, *map(str, numbers), f"{run.score:.1f} %", f"{run.when}, `{run.command}`"]
    return f"| {' | '.join(cells)} |\n"


def _section(name: str, run: Run) -> str:
    lines = "".join(_line(survivor) for survivor in run.survivors) or "None.\n"
    return f"## Survivors: {name}\n\n{run.machine}; {run.minutes} minutes.\n\n{lines}"


def _line(survivor: Outcome) -> str:
    said = f"- {survivor.file}: {survivor.function}: `{survivor.change}`"
    told = [remark["says"] for remark in _remarks() if remark["of"] in f"{survivor.function}: {survivor.change}"]
    untested = ["no test of the area comes here"] if survivor.status == "no tests" else []
    return " — ".join([said, *untested, *told[:1]]) + "\n"


def _remarks() -> list[dict[str, str]]:
    return tomllib.loads(REMARKS.read_text())["remark"]
