"""Upper, middle and lower group of a test, from a histogram of results in whole per cent.

Kelley (1939) showed that with normally distributed results the upper and lower 27 % tell good items from bad ones most
surely. Which of several people with the same result belong to a group is not decided by chance: those of the result at
the border are shared out, each with the same part.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

#: Kelley's share of each of the two groups.
SHARE = Fraction(27, 100)
#: Result in whole per cent, rounded down -> how many, or how much.
Histogram = Mapping[int, int]


@dataclass(frozen=True)
class Split:
    """A number told apart by the three groups; fractions come from those who are shared out."""

    upper: Fraction
    middle: Fraction
    lower: Fraction


@dataclass(frozen=True)
class Groups:
    """Result -> the part of the people with this result who belong to the group."""

    upper: Mapping[int, Fraction]
    lower: Mapping[int, Fraction]

    def split(self, histogram: Histogram) -> Split:
        """Tell apart what a histogram counts."""
        upper, lower = _weighed(histogram, self.upper), _weighed(histogram, self.lower)
        return Split(upper, sum(histogram.values()) - upper - lower, lower)


def group_size(n: int) -> int:
    """Return how many people an outer group has: 27 %, rounded half up, at least one."""
    return max(1, int(n * SHARE + Fraction(1, 2)))


def groups_of(people: Histogram) -> Groups:
    """Form the groups of so many people with each result."""
    size = group_size(sum(people.values()))
    return Groups(_taken(people, sorted(people, reverse=True), size), _taken(people, sorted(people), size))


def _taken(people: Histogram, order: list[int], size: int) -> dict[int, Fraction]:
    parts: dict[int, Fraction] = {}
    for result in order:
        if size > 0 and people[result]:
            parts[result] = Fraction(min(size, people[result]), people[result])
            size -= people[result]
    return parts


def _weighed(histogram: Histogram, parts: Mapping[int, Fraction]) -> Fraction:
    return sum((part * histogram.get(result, 0) for result, part in parts.items()), Fraction(0))


def median(people: Histogram) -> float | None:
    """Return the middle result; between two, their mean."""
    n = sum(people.values())
    return (_at(people, (n - 1) // 2) + _at(people, n // 2)) / 2 if n else None


def _at(people: Histogram, place: int) -> int:
    """The result of the person at a place, counted from 0, the lowest result first."""
    for result in sorted(people):
        place -= people[result]
        if place < 0:
            return result
    raise IndexError(place)
