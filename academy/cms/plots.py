"""The geometry of the component `plot`: books on a shelf, in percent of the drawing: letters keep their size."""

from collections.abc import Sequence
from dataclasses import dataclass

#: Where the shelf is, and how high the highest spine may be: above is room for its number, below for its label.
FLOOR = 90.0
HEIGHT = 80.0
#: How much of its place a spine takes.
BREADTH = 0.62


@dataclass(frozen=True)
class Bar:
    """One spine: its place, the whole and the part that is bound in cloth."""

    label: str
    value: int
    part: int
    x: float
    width: float
    whole_height: float
    part_height: float

    @property
    def middle(self) -> float:
        """Where number and label stand."""
        return round(self.x + self.width / 2, 3)

    @property
    def whole_y(self) -> float:
        """Upper edge of the whole."""
        return round(FLOOR - self.whole_height, 3)

    @property
    def part_y(self) -> float:
        """Upper edge of the part."""
        return round(FLOOR - self.part_height, 3)


@dataclass(frozen=True)
class Plot:
    """A row of spines, and its numbers in one line for those who do not see it."""

    bars: tuple[Bar, ...]
    summary: str
    floor: float = FLOOR


def plot_of(numbers: Sequence[tuple[str, int, int]]) -> Plot:
    """Make a plot of (label, whole, part); a part is between 0 and its whole."""
    highest = max((whole for _, whole, _ in numbers), default=0) or 1
    place = 100 / max(len(numbers), 1)
    bars = tuple(
        Bar(
            label=label,
            value=whole,
            part=part,
            x=round(place * (index + (1 - BREADTH) / 2), 3),
            width=round(place * BREADTH, 3),
            whole_height=round(HEIGHT * whole / highest, 3),
            part_height=round(HEIGHT * part / highest, 3),
        )
        for index, (label, whole, part) in enumerate(numbers)
    )
    return Plot(bars, "; ".join(f"{label} {whole}, {part}" for label, whole, part in numbers))


def plot_of_counts(numbers: Sequence[tuple[str, int]]) -> Plot:
    """Make a plot of (label, number) where there are no parts: spines bound in cloth from top to bottom."""
    drawn = plot_of([(label, number, number) for label, number in numbers])
    return Plot(drawn.bars, "; ".join(f"{label} {number}" for label, number in numbers))
