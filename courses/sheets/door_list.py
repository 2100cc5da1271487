"""The list for the door: everybody with a seat, room for a signature, a QR mark each, and lines for walk-ins."""

from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from reportlab.lib.units import mm
from reportlab.platypus import LongTable, SimpleDocTemplate, Spacer
from reportlab.platypus.flowables import Flowable

from academy.paper import BOLD, MARGIN, REGULAR, WIDTH, CountedCanvas, Mark, paragraph
from courses.sheets.values import Sheet

#: Empty lines for people who come without a seat.
WALK_INS = 8
MARK = 17 * mm
NUMBER, NAME, INSTITUTION = 11 * mm, 54 * mm, 46 * mm
SIGNATURE = WIDTH - 2 * MARGIN - NUMBER - NAME - INSTITUTION - MARK
TEXT = 10
LINE = "#8a94a3"


def door_list(sheet: Sheet) -> bytes:
    """Return the list as a PDF, in the language that is active."""
    file, kind = BytesIO(), _("List of participants")
    document = SimpleDocTemplate(file, topMargin=MARGIN, bottomMargin=MARGIN, leftMargin=MARGIN, rightMargin=MARGIN)

    def describe(canvas: CountedCanvas, _document: object) -> None:
        canvas.describe(sheet.titled(kind), sheet.language)

    document.build([*_head(sheet, kind), _table(sheet)], onFirstPage=describe, canvasmaker=CountedCanvas)
    return file.getvalue()


def _head(sheet: Sheet, kind: str) -> list[Flowable]:
    lines = [paragraph(kind, REGULAR, TEXT), paragraph(sheet.title, BOLD, 15), paragraph(sheet.when, REGULAR, 11)]
    place = [paragraph(sheet.place, REGULAR, 11)] if sheet.place else []
    return [*lines, *place, Spacer(0, 5 * mm)]


def _table(sheet: Sheet) -> LongTable:
    heads = ["№", _("Full name"), _("Institution"), _("Signature"), ""]
    rows: list[list[Any]] = [[paragraph(head, BOLD, TEXT) for head in heads]]
    for number, person in enumerate(sheet.people, start=1):
        texts = [paragraph(text, REGULAR, TEXT) for text in (str(number), person.name, person.institution, "")]
        rows.append([*texts, Mark(person.url, MARK)])
    rows += [[paragraph(_("Without a seat"), BOLD, TEXT), *[""] * 4], *[[""] * len(heads)] * WALK_INS]
    table = LongTable(
        rows,
        colWidths=[NUMBER, NAME, INSTITUTION, SIGNATURE, MARK],
        rowHeights=[*[None] * (len(sheet.people) + 2), *[12 * mm] * WALK_INS],
        repeatRows=1,
    )
    table.setStyle(_style(title=len(sheet.people) + 1))
    return table


def _style(*, title: int) -> list[tuple[Any, ...]]:
    """Lines between all cells; marks without a margin of the cell, for they have their own. `title` spans its row."""
    every, marks = ((0, 0), (-1, -1)), ((-1, 0), (-1, title - 1))
    return [
        ("SPAN", (0, title), (-1, title)),
        ("GRID", *every, 0.5, LINE),
        ("VALIGN", *every, "MIDDLE"),
        ("FONT", *every, REGULAR, TEXT),
        *((f"{side}PADDING", *marks, 0) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")),
    ]
