"""The table of the faults says what the tests told."""

from pathlib import Path

from tests.faults.report import HEAD, Case, table


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
