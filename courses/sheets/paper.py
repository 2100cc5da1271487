"""What both sheets share: pages that know how many they are, and paragraphs of plain text."""

from typing import Any
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from courses.sheets.fonts import REGULAR, register
from courses.sheets.values import Sheet

WIDTH, HEIGHT = A4
MARGIN = 14 * mm
SMALL = 8
INK = "#1c2430"


class CountedCanvas(Canvas):
    """Keeps its pages back until their number is known, then writes “Page 1 of 3” under each."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Begin each page in our own font: else every file would name one of ReportLab's."""
        register()
        super().__init__(*args, **{**kwargs, "initialFontName": REGULAR, "invariant": 1})
        self._kept: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 - ReportLab's name
        """Keep the page."""
        self._kept.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Write all pages with their numbers."""
        for number, state in enumerate(self._kept, start=1):
            self.__dict__.update(state)
            self.setFont(REGULAR, SMALL)
            words = _("Page %(number)s of %(total)s") % {"number": number, "total": len(self._kept)}
            self.drawRightString(WIDTH - MARGIN, 8 * mm, words)
            super().showPage()
        super().save()

    def describe(self, sheet: Sheet, kind: str) -> None:
        """Name the file for readers and screen readers."""
        self.setTitle(f"{kind}: {sheet.title}")
        self.setCatalogEntry("Lang", sheet.language)


def paragraph(text: str, font: str, size: float, leading: float = 1.25) -> Paragraph:
    """Return text that wraps, also within a word that is too long."""
    register()
    style = ParagraphStyle(
        "plain", fontName=font, fontSize=size, leading=size * leading, textColor=INK, splitLongWords=True
    )
    return Paragraph(escape(text), style)
