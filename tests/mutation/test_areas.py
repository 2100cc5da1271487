"""The table of areas names what is there, and the results stand by it."""

import ast

import pytest

from tests.mutation.areas import FLOOR, ROOT, areas
from tests.mutation.report import stored_run

AREAS = areas()
each_area = pytest.mark.parametrize("name", AREAS)


def functions(module: str) -> set[str]:
    """Functions, and methods with their classes."""
    tree = ast.parse((ROOT / module).read_text())
    found = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    for kind in (node for node in tree.body if isinstance(node, ast.ClassDef)):
        found |= {f"{kind.name}.{node.name}" for node in kind.body if isinstance(node, ast.FunctionDef)}
    return found


def test_areas_are_those_that_are_wanted() -> None:
    assert [*AREAS] == ["marking", "completion", "issuance", "verification", "seats", "access"]


@each_area
def test_modules_and_tests_are_there(name: str) -> None:
    area = AREAS[name]
    assert [path for path in [*area.modules, *area.tests] if not (ROOT / path).exists()] == []


@each_area
def test_functions_that_are_left_out_are_there(name: str) -> None:
    area = AREAS[name]
    of_modules = {(module, function) for module in area.modules for function in functions(module)}
    named = {f"{module.removesuffix('.py').replace('/', '.')}.{function}" for module, function in of_modules}
    assert set(area.without) - named == set()


@each_area
def test_last_run_has_reached_the_floor(name: str) -> None:
    run = stored_run(name)
    assert run is None or run.score >= FLOOR
