"""The lines of a list, whichever kind of file it is."""

import csv
from collections.abc import Iterator

from django.utils.functional import Promise

from academy.lists.cells import MAX_BYTES, MAX_ROWS, Cells, cleaned, decoded
from academy.lists.separated import read_separated
from academy.lists.spreadsheet import read_sheet
from academy.lists.unreadable import ListUnreadable


def read_lines(
    content: bytes, most: int = MAX_ROWS, too_many: str | Promise = ListUnreadable.TOO_MANY
) -> list[tuple[int, Cells]]:
    """Return the filled lines with their numbers, as the person's own program counts them. Raises `ListUnreadable`."""
    if len(content) > MAX_BYTES:
        raise ListUnreadable(ListUnreadable.TOO_LARGE)
    read = read_sheet if content[:2] == b"PK" else _read_csv
    lines = [(line, cells) for line, cells in cleaned(read(content), most, too_many) if any(cells)]
    if not lines:
        raise ListUnreadable(ListUnreadable.EMPTY)
    return lines


def _read_csv(content: bytes) -> Iterator[tuple[int, Cells]]:
    text = decoded(content)
    try:
        yield from read_separated(text)
    except csv.Error as error:
        raise ListUnreadable(ListUnreadable.DAMAGED) from error
