"""Paper drawn by ReportLab: our own fonts, pages that know how many they are, text that wraps, marks, and archives."""

from academy.paper.archive import as_archive
from academy.paper.fonts import BOLD, REGULAR, register
from academy.paper.pages import HEIGHT, INK, MARGIN, WIDTH, CountedCanvas, paragraph
from academy.paper.qr import QUIET, Mark, draw_mark, runs

__all__ = [
    "BOLD",
    "HEIGHT",
    "INK",
    "MARGIN",
    "QUIET",
    "REGULAR",
    "WIDTH",
    "CountedCanvas",
    "Mark",
    "as_archive",
    "draw_mark",
    "paragraph",
    "register",
    "runs",
]
