"""The table of the faults says what the tests told."""

import re
from pathlib import Path

import pytest

from tests.faults.report import HEAD, Case, case_name, table


def test_table_has_a_line_for_each_case(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("FAULT_RECORDS", str(tmp_path))
    first = Case(name="redis dies", order="tests/a.py::test_b", verdict="holds")
    first.broke("kill -9")
    first.saw("one|two")
    first.saw("three")
    with first.healing():
        pass
    first.seconds = 1.26
    first.write()
    Case(name="other", order="tests/a.py::test_a", verdict="not run: no Redis").write()
    assert table(tmp_path).partition(HEAD)[2].splitlines() == [
        "| other |  |  |  | not run: no Redis |",
        "| redis dies | kill -9 | one\\|two; three | 1.3 s | holds |",
    ]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("test_beat_dies@premises", "beat dies"),
        ("test_letter_waits[a@example.org]", "letter waits[a@example.org]"),
        ("test_letter_waits[a@example.org]@every page", "letter waits[a@example.org]"),
    ],
)
def test_name_loses_its_group_and_keeps_an_address(name: str, told: str) -> None:
    assert case_name(name) == told


def test_table_names_the_commit(tmp_path: Path) -> None:
    assert re.search(r"; commit ([0-9a-f]{7,40}(, changed)?|unknown); ", table(tmp_path))
