"""Medians and best rounds, noise, limits, and pictures of them."""

import pytest

from tests.benchmarks.bars import COLOURS, Bar, picture
from tests.benchmarks.compared import Compared, bars_of, missed, row_of, table_of
from tests.benchmarks.figures import best_ratio, exceeds, noise, noise_words, ratio, share_ms


def compared(taken: list[float], **limits: float) -> Compared:
    return Compared(words="memory", unit="MiB", taken=taken, reference=[100, 110], reference_words="bare", **limits)


def test_ratios_are_of_medians_and_of_best_rounds() -> None:
    assert (ratio([3, 9, 4], [2, 2, 8]), best_ratio([3, 9, 4], [2, 2, 8])) == (2.0, 1.5)


def test_noise_is_how_far_two_series_of_one_thing_differ() -> None:
    assert noise([10, 12, 11], [10, 9, 11]) == 0.1
    assert noise([10, 9, 11], [10, 12, 11]) == 0.1


def test_noise_is_said_to_be_too_much() -> None:
    assert noise_words(0.049) == "4.9%"
    assert noise_words(0.051) == "5.1%: TOO NOISY, run it again on a quiet machine"


@pytest.mark.parametrize(
    ("limit", "figures", "expected"),
    [
        (1.3, (1.31, 1.4), True),
        (1.3, (1.4, 1.3), False),
        (1.3, (1.2, 1.4), False),
        (0, (1,), True),
        (None, (99.0,), False),
        (1.3, (None, None), False),
    ],
)
def test_limit_is_missed_by_median_and_best_round_together(limit: float, figures: tuple, *, expected: bool) -> None:
    assert exceeds(limit, *figures) is expected


def test_share_of_latencies_is_told_in_milliseconds() -> None:
    latencies = [place / 1000 for place in range(100, 0, -1)]
    assert [share_ms(latencies, share) for share in (0.5, 0.95, 0.99)] == [51.0, 96.0, 100.0]


@pytest.mark.parametrize(
    ("taken", "limits", "verdict"),
    [
        ([126, 140], {"most": 1.25}, "missed"),
        ([125, 140], {"most": 1.25}, "met"),
        ([126, 140], {}, ""),
        ([126, 140], {"most_taken": 125}, "missed"),
        ([126, 140], {"most_taken": 126}, "met"),
    ],
)
def test_what_is_compared_has_a_verdict_where_it_has_a_budget(taken: list[float], limits: dict, verdict: str) -> None:
    assert row_of(compared(taken, **limits))["verdict"] == verdict


def test_table_tells_both_sides() -> None:
    rows = {
        "memory": row_of(compared([130, 131], most=1.25, stretch=1.05)),
        "record": row_of(compared([0.25, 0.21], most_taken=0.2)),
    }
    assert table_of(rows)[2:] == [
        "| memory | 130 MiB | 105 MiB, bare | 1.24 | 1.30 | 1.25 | 1.05 | met |",
        "| memory | 0.23 MiB | 105 MiB, bare | 0.00 | 0.00 | 0.2 MiB |  | missed |",
    ]
    assert missed(rows) == ["memory"]


def test_picture_marks_what_is_missed_and_where_the_budget_ends() -> None:
    (bar,) = bars_of({"memory": row_of(compared([210, 210], most=1.0))})
    assert bar == Bar(words="memory", ratio=2.0, most=1.0, verdict="missed")
    drawn = picture([bar])
    assert f'width="640" height="14" fill="{COLOURS["missed"]}"' in drawn
    assert '<path d="M640 4v20"' in drawn
