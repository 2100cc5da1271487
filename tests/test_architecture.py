"""The walls stand: the import contracts hold, and each of them catches a violation planted in a copy of the code."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
APPS = ("academy", "certification", "courses")

#: Contract -> (file, line) that breaks it.
VIOLATIONS = {
    "staircase": ("certification/selectors/search.py", "import courses.models"),
    "courses-floors": ("courses/models/course.py", "import courses.services.enrolment"),
    "certification-floors": ("certification/models/issuer.py", "import certification.services.issuance"),
    "academy-floors": ("academy/mail/letters.py", "import academy.cms.models"),
    "one-door": ("courses/services/enrolment.py", "import certification.models"),
    "roof": ("courses/views/quiz.py", "import academy.celery"),
    "question-types": ("courses/questions/single_choice.py", "import courses.questions.multiple_choice"),
    "formats": ("courses/formats/aiken.py", "import courses.formats.gift"),
    "no-circles": ("courses/selectors/translations.py", "import courses.selectors.outline"),
}


def lint_imports(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the contracts of `folder` on the code of `folder`."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", *arguments]
    environment = {"PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("copy")
    for app in APPS:
        shutil.copytree(ROOT / app, folder / app, ignore=shutil.ignore_patterns("*.pyc", "demo", "locale"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def test_contracts_hold(copy: Path) -> None:
    finished = lint_imports(copy)
    assert finished.returncode == 0, finished.stdout


@pytest.mark.parametrize("contract", VIOLATIONS)
def test_contract_catches_a_planted_violation(contract: str, copy: Path) -> None:
    name, line = VIOLATIONS[contract]
    clean = (copy / name).read_text()
    (copy / name).write_text(f"{line}\n{clean}")
    finished = lint_imports(copy, "--contract", contract)
    (copy / name).write_text(clean)
    assert finished.returncode == 1, finished.stdout


@pytest.mark.parametrize("app", ["courses", "certification", "academy"])
def test_module_without_a_floor_is_caught(app: str, copy: Path) -> None:
    stray = copy / app / "stray.py"
    stray.write_text('"""A module that nobody gave a floor."""\n')
    finished = lint_imports(copy, "--contract", f"{app}-floors")
    stray.unlink()
    assert finished.returncode == 1, finished.stdout


def test_every_contract_has_its_violation() -> None:

    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    assert {contract["id"] for contract in contracts} == set(VIOLATIONS)


def test_door_list_names_every_module_but_the_door() -> None:

    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    forbidden = next(contract for contract in contracts if contract["id"] == "one-door")["forbidden_modules"]
    folder = ROOT / "certification"
    modules = {path.stem for path in folder.glob("*.py")} | {path.parent.name for path in folder.glob("*/__init__.py")}
    expected = {f"certification.{name}" for name in modules - {"__init__", "api", "migrations"}}
    assert set(forbidden) == expected
