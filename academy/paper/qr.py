"""QR marks as ReportLab draws them: one rectangle for each run of dark modules."""

from collections.abc import Iterator
from itertools import groupby

import segno
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.flowables import Flowable

#: White modules around a mark (ISO/IEC 18004).
QUIET = 4


def runs(url: str) -> tuple[int, list[tuple[int, int, int]]]:
    """Return the size of the mark in modules, and row, first column and length of each run of dark ones."""
    matrix = segno.make(url, error="m", micro=False).matrix
    return len(matrix), [run for row, modules in enumerate(matrix) for run in _runs_of(row, modules)]


def _runs_of(row: int, modules: bytearray) -> Iterator[tuple[int, int, int]]:
    column = 0
    for dark, group in groupby(modules):
        length = len(list(group))
        if dark:
            yield row, column, length
        column += length


def draw_mark(canvas: Canvas, url: str, x: float, y: float, side: float) -> None:
    """Draw the mark with its white margin into a square whose lower left corner is at x, y."""
    size, dark = runs(url)
    module = side / (size + 2 * QUIET)
    path = canvas.beginPath()
    for row, column, length in dark:
        path.rect(x + (column + QUIET) * module, y + side - (row + QUIET + 1) * module, length * module, module)
    canvas.drawPath(path, stroke=0, fill=1)


class Mark(Flowable):
    """A mark as a cell of a table."""

    def __init__(self, url: str, side: float) -> None:
        super().__init__()
        self.url, self.width, self.height = url, side, side

    def draw(self) -> None:
        """Draw it where the table has put it."""
        draw_mark(self.canv, self.url, 0, 0, self.width)
