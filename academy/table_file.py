"""Tables as files (CSV, XLSX) that no spreadsheet takes for formulas."""

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from io import BytesIO, TextIOWrapper
from itertools import chain
from typing import TYPE_CHECKING, BinaryIO

from django.utils import timezone
from django.utils.translation import gettext as _

from academy.later import later

if TYPE_CHECKING:
    import openpyxl
else:
    openpyxl = later("openpyxl")

#: What a sheet cannot hold, because XML cannot (1.0, 2.2).
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
#: With one of these at its beginning a text is taken for a formula (OWASP, CSV injection).
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
#: Without it Excel reads a CSV file in the code page of the computer, and ə is lost.
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Format -> what it is served as.
CONTENT_TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": XLSX}


def harmless(text: str) -> str:
    """Return the text so that no program takes it for a formula or chokes on a control character."""
    text = CONTROL.sub("", text)
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
    """Return a table as “csv” or “xlsx”."""
    file = BytesIO()
    write_table(file, kind, heads, rows)
    return file.getvalue()


def write_table(file: BinaryIO, kind: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a table row by row: of a hundred thousand rows, one is in memory."""
    lines = ([cell_value(value) for value in row] for row in chain([heads], rows))
    if kind == "csv":
        _write_csv(file, lines)
    else:
        _write_xlsx(file, lines)


def _write_csv(file: BinaryIO, lines: Iterable[list[object]]) -> None:
    file.write(BYTE_ORDER_MARK)
    text = TextIOWrapper(file, encoding="utf-8", newline="")
    csv.writer(text).writerows(lines)
    # It would close the file, which is its owner's.
    text.detach()


def _write_xlsx(file: BinaryIO, lines: Iterable[list[object]]) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for line in lines:
        sheet.append(line)
    book.save(file)
