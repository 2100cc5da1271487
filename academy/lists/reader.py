"""The lines of a CSV file, or of the first sheet of an XLSX file, from somebody who may mean harm.

Formulas come as they are written. As a program (`academy.confined`) it reads the file from standard input and
writes JSON, the lines with their numbers or the reason why there are none, by its name in `ListUnreadable`; it imports
nothing of ours.
"""

import csv
import io
import json
import re
import sys
import warnings
import zipfile
from collections.abc import Iterator
from typing import Final

#: How an archive begins, and so a workbook.
ARCHIVE: Final = b"PK"
SEPARATORS: Final = "\t;,"
#: What stands further to the right is not looked at: no honest list is so wide, and each row is padded to the widest.
MAX_COLUMNS: Final = 50
#: What an honest list holds at most when unpacked, and of how many parts it consists. Cells, not bytes, take the time.
MAX_UNPACKED: Final = 8 * 1024 * 1024
MAX_PARTS: Final = 200
#: Of more lines no honest list consists. Whoever asked refuses fewer already, in words of its own.
MAX_LINES: Final = 20_000
#: Letters of all cells: a workbook writes a text once, and may show it in each of a million cells.
MAX_TEXT: Final = MAX_UNPACKED
WORKBOOK: Final = "xl/workbook.xml"
MACROS: Final = "vbaproject.bin"

Line = tuple[int, list[str]]


class Refused(Exception):  # noqa: N818 - errors are named for the state (conventions, 17)
    """The file is not read on, for a reason of `ListUnreadable`."""


def read_file(content: bytes) -> list[Line]:
    """Return each filled line with its number, of a file of either kind; text comes as UTF-8. Raises Refused."""
    read = read_sheet(content) if content.startswith(ARCHIVE) else read_separated(content.decode("utf-8-sig"))
    lines, letters = list[Line](), 0
    try:
        for line, cells in read:
            letters += sum(map(len, cells))
            if letters > MAX_TEXT:
                raise Refused("TOO_LARGE")
            if any(cells):
                lines.append((line, cells))
            if len(lines) > MAX_LINES:
                break
    except Refused:
        raise
    except Exception as error:  # the readers raise whatever a damaged file makes them trip over
        raise Refused("DAMAGED") from error
    return lines


def read_separated(text: str, separator: str = "") -> Iterator[Line]:
    """Give each line with the number under which it begins. Raises `csv.Error`.

    Where no separator is named, the first line tells it. Of a line that is too wide its beginning is given.
    """
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = separator or max(SEPARATORS, key=re.sub(r'"[^"]*"', "", first).count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    begin = 1
    for cells in reader:
        yield begin, cells[:MAX_COLUMNS]
        begin = reader.line_num + 1


def read_sheet(content: bytes) -> Iterator[Line]:
    """Give each line of the first sheet with its number. Raises Refused, and whatever openpyxl raises."""
    import openpyxl  # noqa: PLC0415 - heavy, and the program alone needs it

    _check_parts(content)
    with warnings.catch_warnings():
        # It warns of what it leaves out, such as colours: nothing of that is asked for.
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        sheet = book.worksheets[0]
        # A sheet may claim a million columns.
        sheet.reset_dimensions()
        for line, cells in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS, values_only=True), start=1):
            if line > MAX_LINES:
                raise Refused("TOO_MANY")
            yield line, ["" if cell is None else str(cell) for cell in cells]


def _check_parts(content: bytes) -> None:
    """Look before anything is unpacked. `zipfile` gives no more bytes of a part than its entry declares."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
    names = {part.filename for part in parts}
    if any(name.lower().endswith(MACROS) for name in names):
        raise Refused("MACROS")
    if WORKBOOK not in names:
        raise Refused("NOT_A_LIST")
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise Refused("TOO_LARGE")


if __name__ == "__main__":
    try:
        json.dump(read_file(sys.stdin.buffer.read()), sys.stdout)
    except Refused as refusal:
        json.dump(str(refusal), sys.stdout)
