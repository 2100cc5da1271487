"""How far the result of a whole test can be trusted."""

from collections.abc import Sequence
from math import sqrt

from courses.statistics.sums import Moments


def cronbach_alpha(items: Sequence[Moments], total: Moments) -> float | None:
    """Return k / (k - 1) × (1 - sum of the items' variances / variance of the total score) (Cronbach, 1951).

    The items are those of one form of the test: everybody answered all of them. At most 1; below 0 where items
    contradict each other. None with fewer than two items, or when everybody has the same score.
    """
    number = len(items)
    if number < 2 or not total.variance:  # noqa: PLR2004 - the definition's
        return None
    parts = sum(item.variance or 0.0 for item in items)
    return number / (number - 1) * (1 - parts / total.variance)


def standard_error(deviation: float | None, reliability: float | None) -> float | None:
    """Return the standard error of measurement, s × √(1 - reliability) (Crocker and Algina, chapter 6).

    In the unit of the deviation. A reliability below 0 is none: the error is then the whole deviation.
    """
    if deviation is None or reliability is None:
        return None
    return deviation * sqrt(1 - max(reliability, 0.0))
