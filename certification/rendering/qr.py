"""The QR mark: drawn from the address, and read back from the page module by module."""

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import segno

from academy.later import later

if TYPE_CHECKING:
    import pikepdf
else:
    pikepdf = later("pikepdf")

#: The ink of the page; dark enough for every reader, also in black and white.
INK: Final = "#1c2430"
#: segno strokes each run of dark modules along the middle of its row.
_MIDDLE: Final = 0.5

Modules = frozenset[tuple[int, int]]


@lru_cache(maxsize=8)
def _mark(url: str) -> segno.QRCode:
    """Make the mark, once for drawing and reading: to find its best mask takes most of the time of both."""
    return segno.make(url, error="m", micro=False)


def image(url: str) -> str:
    """Return the mark as a data address; the page gives it its white margin."""
    return _mark(url).svg_data_uri(border=0, dark=INK)


def modules(url: str) -> Modules:
    """Return row and column of each dark module that the mark of this address has."""
    rows = enumerate(_mark(url).matrix)
    return frozenset((row, column) for row, modules in rows for column, dark in enumerate(modules) if dark)


def drawn_modules(page: "pikepdf.Page") -> Modules:
    """Return row and column of each dark module that is drawn on the page."""
    return frozenset(
        (int(y), column) for x, y, end in _strokes(page) if y % 1 == _MIDDLE for column in range(int(x), int(end))
    )


def _strokes(page: "pikepdf.Page") -> Iterator[tuple[float, float, float]]:
    """Yield start, height and end of each level line that is stroked; clipped and filled paths are none."""
    path: list[tuple[float, float, float]] = []
    x = y = 0.0
    for step in pikepdf.parse_content_stream(page):
        operator, numbers = str(step.operator), step.operands
        if operator == "m":
            x, y = float(numbers[0]), float(numbers[1])
        elif operator == "l" and float(numbers[1]) == y:
            path.append((x, y, float(numbers[0])))
        elif operator in {"S", "B"}:
            yield from path
        if operator in {"S", "B", "n", "f", "f*"}:
            path = []
