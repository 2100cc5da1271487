from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.attendance.presence import Interval, merged, minutes_present, planned_minutes

BEGIN = datetime(2026, 11, 2, 9, tzinfo=UTC)
SESSION = (BEGIN, BEGIN + timedelta(hours=1))


def stay(start: float, end: float) -> Interval:
    """An interval in minutes after the beginning."""
    return BEGIN + timedelta(minutes=start), BEGIN + timedelta(minutes=end)


minutes = st.integers(min_value=-3600, max_value=7200).map(lambda seconds: seconds / 60)
stays = st.lists(st.builds(stay, minutes, minutes), max_size=12)


@pytest.mark.parametrize(
    ("given_stays", "expected"),
    [
        ([], 0),
        ([stay(0, 60)], 60),
        ([stay(-30, 90)], 60),
        ([stay(10, 20), stay(15, 30)], 20),
        ([stay(10, 20), stay(20, 30)], 20),
        ([stay(40, 50), stay(0, 10)], 20),
        ([stay(30, 20)], 0),
        ([stay(70, 90)], 0),
        ([stay(0, 0.5), stay(1, 1.5)], 1),
        ([stay(0, 0.9)], 0),
    ],
)
def test_minutes_of_stays(given_stays: list[Interval], expected: int) -> None:
    assert minutes_present(SESSION, given_stays) == expected


@given(stays)
def test_nobody_is_there_for_longer_than_the_session(given_stays: list[Interval]) -> None:
    assert 0 <= minutes_present(SESSION, given_stays) <= planned_minutes(SESSION)


@given(stays, st.builds(stay, minutes, minutes))
def test_one_more_stay_never_takes_away(given_stays: list[Interval], more: Interval) -> None:
    assert minutes_present(SESSION, [*given_stays, more]) >= minutes_present(SESSION, given_stays)


@given(stays, st.randoms())
def test_order_of_the_rows_does_not_matter(given_stays: list[Interval], chance) -> None:
    shuffled = given_stays[:]
    chance.shuffle(shuffled)
    assert merged(SESSION, shuffled) == merged(SESSION, given_stays)


@given(stays)
def test_merged_stays_lie_apart_and_inside(given_stays: list[Interval]) -> None:
    found = merged(SESSION, given_stays)
    edges = [SESSION[0], *(moment for interval in found for moment in interval), SESSION[1]]
    assert edges == sorted(edges)
    assert all(first[1] < second[0] for first, second in pairwise(found))
