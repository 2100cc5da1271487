"""What a load run found is kept beside the runs of other sizes, in place of the last one of the same size."""

from pathlib import Path

import pytest

from tests.load import report

STATS = (
    "Type,Name,Request Count,Failure Count,Max Response Time,Requests/s,50%,95%,99%\n"
    "GET,home,30,{failed},81.5,0.5,20,60,80\nGET,never asked,0,0,0,0,N/A,N/A,N/A\n"
    ",Aggregated,30,{failed},81.5,0.5,20,60,80\n"
)


@pytest.fixture
def results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(report, "RESULTS", tmp_path / "RESULTS.md")
    return tmp_path / "RESULTS.md"


def write(folder: Path, users: int, failed: int = 0) -> None:
    stats = folder / "found_stats.csv"
    stats.write_text(STATS.format(failed=failed))
    report.write(users=users, minutes=15, stats=stats)


def test_run_is_told_page_by_page(results: Path, tmp_path: Path) -> None:
    write(tmp_path, 100)
    lines = results.read_text().splitlines()
    figures = "| 30 | 0.50 | 0 | 20 | 60 | 80 | 82 |"
    assert lines[-2:] == [f"| home {figures}", f"| **all** {figures}"]
    assert [line for line in lines if "`make load USERS=100 MINUTES=15` on" in line] != []


def test_run_takes_the_place_of_the_last_of_its_size(results: Path, tmp_path: Path) -> None:
    for users, failed in ((100, 7), (20, 0), (100, 0)):
        write(tmp_path, users, failed)
    text = results.read_text()
    titles = [line for line in text.splitlines() if line.startswith("#")]
    assert titles == ["# Load runs", "## 20 people, 15 min", "## 100 people, 15 min"]
    assert "| 7 |" not in text
