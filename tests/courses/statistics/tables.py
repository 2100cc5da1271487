"""A table of marks, and the sums that the definitions take."""

from collections import Counter
from collections.abc import Sequence

from courses.statistics.sums import Moments, Pairs

#: Ten learners, four questions of one mark. The totals are 4 4 3 3 2 2 1 1 1 0, that is 21; their squares add up to 61.
WRITTEN_OUT = [
    (1, 1, 1, 1),
    (1, 1, 1, 1),
    (1, 1, 1, 0),
    (1, 1, 0, 1),
    (1, 1, 0, 0),
    (1, 0, 1, 0),
    (1, 0, 0, 0),
    (0, 1, 0, 0),
    (1, 0, 0, 0),
    (0, 0, 0, 0),
]

Table = Sequence[Sequence[int]]


def moments(values: Sequence[int]) -> Moments:
    return Moments(len(values), sum(values), sum(value**2 for value in values))


def column(table: Table, item: int) -> list[int]:
    return [row[item] for row in table]


def totals(table: Table) -> list[int]:
    return [sum(row) for row in table]


def pairs(table: Table, item: int) -> Pairs:
    scores, whole = column(table, item), totals(table)
    products = sum(one * other for one, other in zip(scores, whole, strict=True))
    return Pairs(moments(scores), moments(whole), products)


def results(table: Table) -> list[int]:
    """In whole per cent, of questions of one mark."""
    return [sum(row) * 100 // len(row) for row in table]


def earned(table: Table, item: int) -> Counter[int]:
    """Result -> marks earned on an item by those with this result."""
    found: Counter[int] = Counter()
    for result, score in zip(results(table), column(table, item), strict=True):
        found[result] += score
    return found
