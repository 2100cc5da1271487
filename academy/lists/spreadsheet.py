"""The first sheet of an XLSX file, read as text from somebody who may mean harm. Formulas come as they are written."""

import io
import warnings
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from academy.later import later
from academy.lists.cells import MAX_COLUMNS
from academy.lists.unreadable import ListUnreadable

if TYPE_CHECKING:
    import openpyxl
else:
    openpyxl = later("openpyxl")

#: What an honest list holds at most when unpacked, and of how many parts it consists. Cells, not bytes, take the time.
MAX_UNPACKED = 8 * 1024 * 1024
MAX_PARTS = 200
#: Of more lines, all but a few empty, no honest list consists.
MAX_LINES = 20_000
WORKBOOK = "xl/workbook.xml"
MACROS = "vbaproject.bin"


def read_sheet(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """Give each line of the first sheet with its number. Raises `ListUnreadable`."""
    try:
        _check_parts(content)
        yield from _lines(content)
    except ListUnreadable:
        raise
    except Exception as error:  # the reader raises whatever a damaged file makes it trip over
        raise ListUnreadable(ListUnreadable.DAMAGED) from error


def _check_parts(content: bytes) -> None:
    """Look before anything is unpacked. `zipfile` gives no more bytes of a part than its entry declares."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
    names = {part.filename for part in parts}
    if any(name.lower().endswith(MACROS) for name in names):
        raise ListUnreadable(ListUnreadable.MACROS)
    if WORKBOOK not in names:
        raise ListUnreadable(ListUnreadable.NOT_A_LIST)
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise ListUnreadable(ListUnreadable.TOO_LARGE)


def _lines(content: bytes) -> Iterator[tuple[int, list[str]]]:
    with warnings.catch_warnings():
        # It warns of what it leaves out, such as colours: nothing of that is asked for.
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        try:
            sheet = book.worksheets[0]
            # A sheet may claim a million columns.
            sheet.reset_dimensions()
            for line, cells in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS, values_only=True), start=1):
                if line > MAX_LINES:
                    raise ListUnreadable(ListUnreadable.TOO_MANY)
                yield line, ["" if cell is None else str(cell) for cell in cells]
        finally:
            book.close()
