"""Marks of a scale: mean and spread, exactly, and rounded only to be shown."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from courses.statistics.sums import Moments

HUNDREDTH = Decimal("0.01")


def moments_of(counts: Sequence[int]) -> Moments:
    """Return the sums of marks that were given so often each, from 1 on."""
    marks = list(enumerate(counts, start=1))
    return Moments(
        sum(counts), sum(mark * count for mark, count in marks), sum(mark**2 * count for mark, count in marks)
    )


def mean_of(marks: Moments) -> Decimal | None:
    """Return the arithmetic mean to the hundredth."""
    return _rounded(Decimal(marks.total) / marks.n) if marks.n else None


def deviation_of(marks: Moments) -> Decimal | None:
    """Return the sample standard deviation to the hundredth; of one mark there is none."""
    return _rounded((Decimal(marks.spread) / (marks.n * (marks.n - 1))).sqrt()) if marks.n > 1 else None


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(HUNDREDTH, rounding=ROUND_HALF_UP)
