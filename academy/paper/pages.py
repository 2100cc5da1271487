"""Pages that know how many they are, and paragraphs of plain text."""

import zlib
from typing import Any, Final
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFPage, PDFStream
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from academy.paper.fonts import REGULAR, register

WIDTH, HEIGHT = A4
MARGIN = 14 * mm
SMALL = 8
INK = "#1c2430"
#: Where the number of all pages is drawn, once, when it is known.
_TOTAL: Final = "total"
#: Room for the number of all pages.
_WIDEST: Final = "0000"


class CountedCanvas(Canvas):
    """Writes “Page 1 of 3” under each page, and keeps no page back for it: the end of it is one form that all show."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Begin each page in our own font: else every file would name one of ReportLab's."""
        register()
        super().__init__(*args, **{**kwargs, "initialFontName": REGULAR, "invariant": 1})

    def showPage(self) -> None:  # noqa: N802 - ReportLab's name
        """Number the page and go on to the next."""
        before, after = self._numbered()
        left = self._pagesize[0] - MARGIN - self._width_of(before + _WIDEST + after)
        self.setFont(REGULAR, SMALL)
        self.drawString(left, MARGIN - 6 * mm, before)
        self.saveState()
        self.translate(left + self._width_of(before), MARGIN - 6 * mm)
        self.doForm(_TOTAL)
        self.restoreState()
        super().showPage()
        _press(self._doc.Pages.pages[-1])

    def save(self) -> None:
        """Write how many pages there are."""
        total = f"{self.getPageNumber() - 1}{self._numbered()[1]}"
        self.beginForm(_TOTAL, 0, -SMALL, self._width_of(total) + SMALL, 2 * SMALL)
        self.setFont(REGULAR, SMALL)
        self.drawString(0, 0, total)
        self.endForm()
        super().save()

    def _numbered(self) -> tuple[str, str]:
        """Return what stands before and after the number of all pages."""
        words = _("Page %(number)s of %(total)s") % {"number": self.getPageNumber(), "total": "\0"}
        before, _total, after = words.partition("\0")
        return before, after

    @staticmethod
    def _width_of(text: str) -> float:
        return stringWidth(text, REGULAR, SMALL)

    def describe(self, title: str, language: str) -> None:
        """Name the file for readers and screen readers."""
        self.setTitle(title)
        self.setCatalogEntry("Lang", language)


def _press(page: PDFPage) -> None:
    """Compress the page now: ReportLab would keep all pages as they were drawn until the file is saved."""
    content = zlib.compress(page.stream.encode())
    page.Contents = PDFStream(PDFDictionary({"Filter": PDFName("FlateDecode")}), content)
    page.stream = None


def paragraph(text: str, font: str, size: float, leading: float = 1.25) -> Paragraph:
    """Return text that wraps, also within a word that is too long."""
    register()
    style = ParagraphStyle(
        "plain", fontName=font, fontSize=size, leading=size * leading, textColor=INK, splitLongWords=True
    )
    return Paragraph(escape(text), style)
