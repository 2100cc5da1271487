"""What came of the mutants that mutmut tried, read from the folder in which it left them."""

import ast
import json
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

from mutmut.stats import status_by_exit_code

from tests.mutation.areas import ROOT, Area
from tests.mutation.report import Outcome

MUTANTS = ROOT / "mutants"
#: Letters that are shown before and after a change.
AROUND = 20
#: Not tried, because it was not drawn; everything else counts.
LEFT_OUT = "not checked"


def outcomes(area: Area) -> tuple[list[Outcome], int]:
    """Return the mutants of the area that were tried, in the order of its files, and how many were not drawn."""
    found = [outcome for module in area.modules for outcome in _of_module(module) if _is_of(area, outcome)]
    tried = [outcome for outcome in found if outcome.status != LEFT_OUT]
    return tried, len(found) - len(tried)


def _is_of(area: Area, outcome: Outcome) -> bool:
    return f"{outcome.file.removesuffix('.py').replace('/', '.')}.{outcome.function}" not in area.without


def _of_module(module: str) -> Iterator[Outcome]:
    meta = MUTANTS / f"{module}.meta"
    results = json.loads(meta.read_text())["exit_code_by_key"] if meta.exists() else {}
    sources = _sources(MUTANTS / module) if results else {}
    for key, code in results.items():
        name = key.rpartition(".")[2]
        original = name.partition("__mutmut_")[0] + "__mutmut_orig"
        yield Outcome(module, _said(name), _change(sources[original], sources[name]), status_by_exit_code[code])


def _said(name: str) -> str:
    """`mark` or `Numeric.mark`, from what mutmut makes of it."""
    return name.partition("__mutmut_")[0].removeprefix("x_").removeprefix("xǁ").replace("ǁ", ".")


def _sources(path: Path) -> dict[str, str]:
    """Each function of the file by its name, without its first line and as one line."""
    tree = ast.parse(path.read_text())
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    return {function.name: _written(function) for function in functions}


def _written(function: ast.FunctionDef) -> str:
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return f"({ast.unparse(function.args)}) " + " ; ".join(" ".join(ast.unparse(part).split()) for part in body)


def _change(old: str, new: str) -> str:
    """What differs, with a little around it so that the place is found."""
    start = _alike(old, new)
    end = min(_alike(old[::-1], new[::-1]), len(old) - start, len(new) - start)
    return f"{_some(old, start, len(old) - end)} → {_some(new, start, len(new) - end)}"


def _alike(one: str, other: str) -> int:
    """How many letters both begin with."""
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _some(text: str, start: int, end: int) -> str:
    """From the beginning of a word to the end of one."""
    first, last = max(0, start - AROUND), min(len(text), end + AROUND)
    return text[text.rfind(" ", 0, first) + 1 : (text.find(" ", last) + 1 or len(text) + 1) - 1]
