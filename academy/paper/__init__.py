"""Paper drawn by ReportLab: our own fonts, pages that know how many they are, plain text that wraps."""

from academy.paper.fonts import BOLD, REGULAR, register
from academy.paper.pages import HEIGHT, INK, MARGIN, WIDTH, CountedCanvas, paragraph

__all__ = ["BOLD", "HEIGHT", "INK", "MARGIN", "REGULAR", "WIDTH", "CountedCanvas", "paragraph", "register"]
