"""Tables as files (CSV, XLSX) that no spreadsheet takes for formulas."""

import csv
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from io import BytesIO, StringIO

from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

#: With one of these at its beginning a text is taken for a formula (OWASP, CSV injection).
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
#: Without it Excel reads a CSV file in the code page of the computer, and ə is lost.
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Format -> what it is served as.
CONTENT_TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": XLSX}


def harmless(text: str) -> str:
    """Return the text so that no program takes it for a formula or chokes on a control character."""
    text = ILLEGAL_CHARACTERS_RE.sub("", text)
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def cell_value(value: object) -> object:
    """Return what a spreadsheet can hold; times are those of the site's zone."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return timezone.make_naive(value).replace(microsecond=0)
    if isinstance(value, int | float | Decimal) or hasattr(value, "isoformat"):
        return value
    return harmless(str(value))


def table_file(kind: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Write a table as “csv” or “xlsx”."""
    lines = [[cell_value(value) for value in row] for row in (heads, *rows)]
    return _csv(lines) if kind == "csv" else _xlsx(lines)


def _csv(lines: list[list[object]]) -> bytes:
    text = StringIO()
    csv.writer(text).writerows(lines)
    return BYTE_ORDER_MARK + text.getvalue().encode()


def _xlsx(lines: list[list[object]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for line in lines:
        sheet.append(line)
    file = BytesIO()
    book.save(file)
    return file.getvalue()
