"""The definitions, checked against an example computed by hand and against SciPy and NumPy."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from courses.statistics.groups import Split, group_size, groups_of, median
from courses.statistics.items import corrected_point_biserial, discrimination_index, facility, point_biserial
from courses.statistics.reliability import cronbach_alpha, standard_error
from courses.statistics.sums import Moments, Pairs
from courses.statistics.times import QUESTION_ENDS, class_of, median_class, thinking_times
from tests.courses.statistics.tables import WRITTEN_OUT, column, earned, moments, pairs, results, totals

NOW = datetime(2026, 9, 5, 8, 0, tzinfo=UTC)


def table_of(people: st.SearchStrategy[int], items: int = 4) -> st.SearchStrategy[list]:
    """Marks from 0 to 3 of so many people."""
    row = st.lists(st.integers(0, 3), min_size=items, max_size=items)
    return people.flatmap(lambda number: st.lists(row, min_size=number, max_size=number))


TABLES = table_of(st.integers(2, 40))


def test_facility_by_hand() -> None:
    """8, 6, 4 and 3 of ten."""
    assert [facility(sum(column(WRITTEN_OUT, item)), 10) for item in range(4)] == [0.8, 0.6, 0.4, 0.3]


def test_moments_by_hand() -> None:
    """Mean 21 / 10. Variance (10 × 61 - 21²) / (10 × 9) = 169 / 90."""
    total = moments(totals(WRITTEN_OUT))
    assert (total.mean, total.variance, total.deviation) == (2.1, 169 / 90, sqrt(169 / 90))


def test_alpha_and_standard_error_by_hand() -> None:
    """Spreads 10 × 8 - 8² = 16, 24, 24, 21; together 85. Alpha 4/3 × (1 - 85/169) = 112/169.

    Standard error √(169/90 × 57/169) = √(57/90).
    """
    items, total = [moments(column(WRITTEN_OUT, item)) for item in range(4)], moments(totals(WRITTEN_OUT))
    alpha = cronbach_alpha(items, total)
    assert [item.spread for item in items] == [16, 24, 24, 21]
    assert alpha == pytest.approx(112 / 169)
    assert standard_error(total.deviation, alpha) == pytest.approx(sqrt(57 / 90))


def test_point_biserial_by_hand() -> None:
    """Whoever has question 1 right has 4+4+3+3+2+2+1+1 = 20 marks: (10 × 20 - 8 × 21) / √(16 × 169) = 8/13."""
    assert point_biserial(pairs(WRITTEN_OUT, 0)) == pytest.approx(8 / 13)


def test_corrected_point_biserial_by_hand() -> None:
    """Question 3 with the rest: rests of those who have it right 3+3+2+1 = 9, all rests 17, their squares 39."""
    assert corrected_point_biserial(pairs(WRITTEN_OUT, 2)) == pytest.approx((90 - 4 * 17) / sqrt(24 * 101))


@pytest.mark.parametrize(("item", "index"), [(0, 1 - Fraction(4, 9)), (2, Fraction(5, 6))])
def test_discrimination_index_by_hand(item: int, index: Fraction) -> None:
    """27 % of ten are three: above, both with 4 and half of each with 3; below, the 0 and two thirds of each with 1.

    Question 1: 3 of 3 above; (1 + 0 + 1) × 2/3 = 4/3 of 3 below. Question 3: 2.5 of 3 above, nothing below.
    """
    people = Counter(results(WRITTEN_OUT))
    found = discrimination_index(groups_of(people), earned(WRITTEN_OUT, item), people)
    assert found == pytest.approx(float(index))


def test_people_are_told_apart_by_hand() -> None:
    people = Counter(results(WRITTEN_OUT))
    assert groups_of(people).split(people) == Split(Fraction(3), Fraction(4), Fraction(3))


def test_median_by_hand() -> None:
    assert (median(Counter(results(WRITTEN_OUT))), median({10: 1, 30: 1}), median({})) == (50, 20, None)


@given(TABLES)
def test_moments_are_those_of_numpy(table: list) -> None:
    found = moments(totals(table))
    assert found.mean == pytest.approx(np.mean(totals(table)))
    assert found.variance == pytest.approx(np.var(totals(table), ddof=1))
    assert median(Counter(totals(table))) == np.median(totals(table))


@given(TABLES)
def test_correlations_are_those_of_scipy(table: list) -> None:
    scores, whole = np.array(column(table, 0)), np.array(totals(table))
    for found, other in ((point_biserial(pairs(table, 0)), whole), (pairs(table, 0).rest.correlation, whole - scores)):
        if len(set(scores)) == 1 or len(set(other)) == 1:
            assert found is None
        else:
            assert found == pytest.approx(stats.pearsonr(scores, other).statistic, abs=1e-9)


@given(st.lists(st.tuples(*[st.integers(0, 1)] * 4), min_size=3, max_size=40))
def test_point_biserial_is_that_of_scipy(table: list) -> None:
    found = point_biserial(pairs(table, 0))
    if found is not None:
        assert found == pytest.approx(stats.pointbiserialr(column(table, 0), totals(table)).statistic)


@given(TABLES)
def test_alpha_is_that_of_the_matrix_of_covariances(table: list) -> None:
    """The same definition in another form: k / (k - 1) × (1 - trace / sum of the matrix)."""
    found = cronbach_alpha([moments(column(table, item)) for item in range(4)], moments(totals(table)))
    matrix = np.cov(np.array(table).T)
    if matrix.sum() < 1e-9:
        assert found is None
    else:
        assert found == pytest.approx(4 / 3 * (1 - np.trace(matrix) / matrix.sum()))


@given(st.permutations(range(1, 101)), st.integers(4, 100))
def test_groups_without_ties_are_the_best_and_the_last(order: list[int], number: int) -> None:
    people = order[:number]
    size, groups = group_size(number), groups_of(Counter(people))
    assert set(groups.upper) == set(sorted(people)[-size:])
    assert set(groups.lower) == set(sorted(people)[:size])


@given(st.lists(st.integers(0, 10), min_size=2, max_size=200))
def test_groups_hold_what_they_should(people: list[int]) -> None:
    split = groups_of(Counter(people)).split(Counter(people))
    size = group_size(len(people))
    assert split == Split(Fraction(size), Fraction(len(people) - 2 * size), Fraction(size))


def test_what_does_not_vary_has_no_statistics() -> None:
    same = Moments(20, 20, 20)
    assert (Pairs(same, same, 20).correlation, cronbach_alpha([same, same], same)) == (None, None)
    assert (same.deviation, standard_error(0.0, None), facility(0, 0)) == (0.0, None, None)


def test_nobody_has_no_statistics() -> None:
    nobody = Moments(0, 0, 0)
    assert (nobody.mean, nobody.variance, nobody.deviation, median_class({})) == (None, None, None, None)
    assert discrimination_index(groups_of({}), {}, {}) is None


def test_one_person_has_a_mean_and_no_spread() -> None:
    assert (Moments(1, 5, 25).mean, Moments(1, 5, 25).variance) == (5.0, None)


def test_contradicting_items_have_an_alpha_below_zero_and_the_whole_error() -> None:
    table = [(1, 0, 1), (0, 1, 0), (1, 0, 0), (0, 1, 1)]
    alpha = cronbach_alpha([moments(column(table, item)) for item in range(3)], moments(totals(table)))
    assert alpha is not None
    assert alpha < 0
    assert standard_error(2.0, alpha) == 2.0


@pytest.mark.parametrize(("seconds", "place"), [(0, 0), (5, 0), (5.5, 1), (600, 11), (601, 12)])
def test_times_have_classes(seconds: float, place: int) -> None:
    assert class_of(seconds, QUESTION_ENDS) == place


def test_middle_time_is_that_of_the_lower_half() -> None:
    assert (median_class({3: 1, 4: 1}), median_class({3: 1, 4: 2}), median_class({7: 5})) == (3, 4, 7)


def test_time_of_an_answer_runs_from_the_answer_before_it() -> None:
    answered = {1: NOW + timedelta(seconds=30), 2: None, 3: NOW + timedelta(seconds=12)}
    assert thinking_times(NOW, answered) == {3: 12.0, 1: 18.0}


def test_answers_of_the_same_moment_tell_no_time() -> None:
    answered = {1: NOW + timedelta(seconds=60), 2: NOW + timedelta(seconds=60), 3: NOW + timedelta(seconds=70)}
    assert thinking_times(NOW, answered) == {3: 10.0}
