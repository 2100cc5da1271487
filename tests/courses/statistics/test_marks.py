"""Marks: exact mean and spread."""

from decimal import Decimal
from statistics import mean, stdev

from hypothesis import given
from hypothesis import strategies as st

from courses.statistics.marks import deviation_of, mean_of, moments_of


def test_mean_and_deviation_by_hand() -> None:
    marks = moments_of([0, 1, 0, 2, 1])
    assert (mean_of(marks), deviation_of(marks)) == (Decimal("3.75"), Decimal("1.26"))


def test_halves_are_rounded_up() -> None:
    assert mean_of(moments_of([0, 0, 7, 1, 0])) == Decimal("3.13")


def test_of_nothing_there_is_no_mean_and_of_one_mark_no_spread() -> None:
    nothing, one = moments_of([0] * 5), moments_of([0, 0, 0, 1, 0])
    assert (mean_of(nothing), deviation_of(nothing), mean_of(one), deviation_of(one)) == (None, None, Decimal(4), None)


@given(st.lists(st.integers(1, 5), min_size=2, max_size=50))
def test_both_are_those_of_the_standard_library(given_marks: list[int]) -> None:
    marks = moments_of([given_marks.count(mark) for mark in range(1, 6)])
    exact = [Decimal(mark) for mark in given_marks]
    assert abs(mean_of(marks) - mean(exact)) <= Decimal("0.005")
    assert abs(deviation_of(marks) - stdev(exact)) <= Decimal("0.00501")
