"""Badges, ten on a page of 105 by 57 mm labels: name, institution, seminar, and the QR mark for the door."""

from io import BytesIO

from django.utils.translation import gettext as _
from reportlab.lib.units import mm
from reportlab.platypus import KeepInFrame

from academy.paper import BOLD, HEIGHT, REGULAR, WIDTH, CountedCanvas, draw_mark, paragraph
from courses.sheets.values import Sheet, SheetPerson

COLUMNS, ROWS = 2, 5
LABEL_WIDTH, LABEL_HEIGHT = WIDTH / COLUMNS, 57 * mm
TOP = (HEIGHT - ROWS * LABEL_HEIGHT) / 2
PADDING = 6 * mm
MARK = 34 * mm


def badges(sheet: Sheet) -> bytes:
    """Return the badges as a PDF, in the language that is active; one empty page where nobody has a seat."""
    file = BytesIO()
    canvas = CountedCanvas(file, pagesize=(WIDTH, HEIGHT))
    canvas.describe(sheet.titled(_("Badges")), sheet.language)
    for place, person in enumerate(sheet.people):
        if place and place % (COLUMNS * ROWS) == 0:
            canvas.showPage()
        _draw(canvas, sheet, person, place % (COLUMNS * ROWS))
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def _draw(canvas: CountedCanvas, sheet: Sheet, person: SheetPerson, place: int) -> None:
    """Draw one label; a text that does not fit is made smaller until it does."""
    row, column = divmod(place, COLUMNS)
    x, y = column * LABEL_WIDTH, HEIGHT - TOP - (row + 1) * LABEL_HEIGHT
    draw_mark(canvas, person.url, x + LABEL_WIDTH - MARK - PADDING / 2, y + (LABEL_HEIGHT - MARK) / 2, MARK)
    texts = [
        paragraph(person.name, BOLD, 15),
        paragraph(person.institution, REGULAR, 10),
        paragraph(sheet.title, REGULAR, 8, leading=2),
    ]
    frame = KeepInFrame(LABEL_WIDTH - MARK - 2 * PADDING, LABEL_HEIGHT - 2 * PADDING, texts, mode="shrink")
    _width, height = frame.wrapOn(canvas, LABEL_WIDTH - MARK - 2 * PADDING, LABEL_HEIGHT - 2 * PADDING)
    frame.drawOn(canvas, x + PADDING, y + (LABEL_HEIGHT - height) / 2)
