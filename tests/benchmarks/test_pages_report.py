"""The report of a run: figures in V, growth beside a smaller dataset, verdicts, tables."""

import json
from pathlib import Path

import pytest

from tests.benchmarks import stored
from tests.benchmarks.compared import Compared, row_of
from tests.benchmarks.growth import base_of, growth_of
from tests.benchmarks.pages_report import facts, verdict
from tests.benchmarks.pages_rounds import Measured
from tests.benchmarks.pages_table import table
from tests.benchmarks.summary import summary
from tests.benchmarks.works import V_AGAIN, V, Work


def work(**budgets: float) -> Work:
    return Work(words="work", questions=lambda _data, _turn: [], **budgets)


def measured(lesson: list[float]) -> Measured:
    found = Measured(size="S", database="sqlite", has_redis=False)
    for name, cpu in ((V, [2.0, 2.0]), (V_AGAIN, [2.0, 2.0]), ("lesson", lesson)):
        found.cpu[name] = cpu
        found.of_database[name] = [0.0, 0.0]
        found.rates[name] = [500.0, 400.0]
        found.latencies[name] = [0.002, 0.004]
        found.queries[name] = 1
        found.longest[name] = 1234
    found.beside["start"] = Compared(
        words="cold start", unit="s", taken=[3, 3], reference=[2, 2], reference_words="bare", most=1.3
    )
    return found


def cells_of(page: str, words: str) -> list[str]:
    (line,) = [line for line in page.splitlines() if line.startswith(f"| {words} |")]
    return [cell.strip() for cell in line.strip("|").split("|")]


@pytest.mark.parametrize(
    ("budgets", "row", "expected"),
    [
        ({}, {}, {"missed": [], "verdict": ""}),
        ({"most_cpu": 3.5}, {}, {"missed": [], "verdict": "met"}),
        ({"most_cpu": 2.5}, {}, {"missed": ["processor"], "verdict": "missed"}),
        ({"most_cpu": 2.5}, {"cpu_best": 2.5}, {"missed": [], "verdict": "met"}),
        ({"most_queries": 4}, {}, {"missed": ["queries"], "verdict": "missed"}),
        ({"least_rate": 0.5}, {}, {"missed": [], "verdict": "met"}),
        ({"least_rate": 0.6}, {}, {"missed": ["rate"], "verdict": "missed"}),
        ({"most_growth": 1.3}, {}, {"missed": [], "verdict": "met"}),
        ({"most_growth": 1.3}, {"growth": 1.5, "growth_best": 1.4}, {"missed": ["growth"], "verdict": "missed"}),
    ],
)
def test_each_budget_has_its_verdict(budgets: dict, row: dict, expected: dict) -> None:
    figures = {
        "cpu": 3.0,
        "cpu_best": 2.6,
        "queries": 5,
        "growth": None,
        "growth_best": None,
        "rate": 0.4,
        "rate_best": 0.5,
    }
    assert verdict(work(**budgets), figures | row) == expected


def test_growth_is_told_by_medians_and_by_best_rounds() -> None:
    larger, smaller = {"cpu": 3.0, "cpu_best": 2.5}, {"cpu": 2.0, "cpu_best": 2.5}
    assert growth_of(larger, smaller) == {"growth": 1.5, "growth_best": 1.0}
    assert growth_of(larger, None) == {"growth": None, "growth_best": None}


def test_growth_is_beside_a_quiet_run_of_the_smaller_dataset_on_the_same_database(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(stored, "RESULTS", tmp_path)
    for name, noise in (("xs-sqlite", 0.051), ("s-sqlite", 0.05), ("m-sqlite", 0), ("s-postgresql", 0)):
        (tmp_path / f"pages-{name}.json").write_text(json.dumps({"name": name, "noise": noise}))
    found = {(size, database): base_of(size, database) for size in ("XS", "S", "L") for database in ("sqlite", "mysql")}
    assert {which: base for which, base in found.items() if base} == {
        ("L", "sqlite"): {"name": "s-sqlite", "noise": 0.05}
    }


def test_report_tells_figures_in_v_and_what_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROUNDS", "2")
    base = {"size": "XS", "date": "2026-11-26", "works": {"lesson": {"cpu": 2.0, "cpu_best": 2.0}}}
    found = facts(measured([8.0, 9.0]), base)
    assert found["missed"] == ["lesson of a learner", "cold start"]
    page = table(found)
    assert cells_of(page, "lesson of a learner") == [
        *(
            "lesson of a learner",
            "4.25",
            "4.00",
            "3.5",
            "8.50",
            "0.00",
            "1.00",
            "",
            "4.0",
            "4.0",
            "4.0",
            "1",
            "5",
            "1,234",
        ),
        *("2.00", "1.3", "missed: processor, growth"),
    ]
    assert cells_of(page, "cold start") == ["cold start", "3 s", "2 s, bare", "1.50", "1.50", "1.3", "", "missed"]
    assert '`ROUNDS="2" make bench DATASETS=S`: 2 rounds' in page
    assert "Growth is in what XS took on 2026-11-26." in page
    assert "Missed: lesson of a learner; cold start." in page


def test_report_without_a_smaller_dataset_judges_no_growth() -> None:
    found = facts(measured([2.0, 2.0]), {})
    assert found["works"]["lesson"]["verdict"] == "met"
    assert "Growth is unknown: no quiet run of a smaller dataset." in table(found)


def test_summary_has_a_column_for_each_run() -> None:
    smaller = facts(measured([7.0, 7.0]), {}) | {"size": "XS"}
    page = summary([smaller, facts(measured([10.0, 10.0]), smaller)], [])
    assert cells_of(page, "") == ["", "budget", "XS, sqlite", "S, sqlite"]
    assert cells_of(page, "lesson of a learner") == [
        *("lesson of a learner", "3.5 (5) ×1.30", "3.5 (1)", "**5.0 (1) ×1.43**"),
    ]
    assert cells_of(page, "cold start") == ["cold start", "1.3", "**1.50**", "**1.50**"]


def test_summary_tells_what_was_measured_by_itself() -> None:
    rows = {
        "unit": row_of(Compared(words="unit", unit="ms", taken=[3], reference=[2], reference_words="plain", most=1.8))
    }
    other = facts(measured([7.0, 7.0]), {}) | {"rows": rows}
    assert "- unit: 1.50 times plain, at most 1.8 (" in summary([], [other])
