"""What everything else is computed from: sums that one more attempt, or one fewer, changes by addition."""

from dataclasses import dataclass
from math import sqrt


@dataclass(frozen=True)
class Moments:
    """How many values there are, their sum, and the sum of their squares."""

    n: int
    total: int
    squares: int

    @property
    def mean(self) -> float | None:
        """The arithmetic mean."""
        return self.total / self.n if self.n else None

    @property
    def spread(self) -> int:
        """n² times the population variance, exactly: 0 when all values are the same."""
        return self.n * self.squares - self.total**2

    @property
    def variance(self) -> float | None:
        """The sample variance, with n - 1 (Crocker and Algina, chapter 2; Moodle takes the same)."""
        return self.spread / (self.n * (self.n - 1)) if self.n > 1 else None

    @property
    def deviation(self) -> float | None:
        """The sample standard deviation."""
        return None if self.variance is None else sqrt(self.variance)


@dataclass(frozen=True)
class Pairs:
    """Two values of each of the same people, and the sum of their products."""

    first: Moments
    second: Moments
    products: int

    @property
    def shared_spread(self) -> int:
        """n² times the population covariance, exactly."""
        return self.first.n * self.products - self.first.total * self.second.total

    @property
    def correlation(self) -> float | None:
        """Pearson's product-moment correlation; None when one of the two does not vary."""
        spreads = self.first.spread * self.second.spread
        return self.shared_spread / sqrt(spreads) if spreads > 0 else None

    @property
    def rest(self) -> "Pairs":
        """The first value with what the second is without it: an item with the rest of its test."""
        n, item, whole = self.first.n, self.first, self.second
        squares = whole.squares - 2 * self.products + item.squares
        return Pairs(item, Moments(n, whole.total - item.total, squares), self.products - item.squares)
