"""The lines of a list, whichever kind of file it is. A process of its own reads it (`reader.py`)."""

import json
from pathlib import Path
from typing import Final

from django.utils.functional import Promise

from academy.confined import ProgramFailed, run_confined
from academy.lists import reader
from academy.lists.cells import MAX_BYTES, MAX_ROWS, Cells, cleaned, decoded
from academy.lists.unreadable import ListUnreadable

#: Of the processor, and by the clock: a workbook of 10,000 lines and five columns takes six on a slow machine.
PROCESSOR_SECONDS: Final = 20
SECONDS: Final = 30


def read_lines(
    content: bytes, most: int = MAX_ROWS, too_many: str | Promise = ListUnreadable.TOO_MANY
) -> list[tuple[int, Cells]]:
    """Return the filled lines with their numbers, as the person's own program counts them. Raises `ListUnreadable`."""
    if len(content) > MAX_BYTES:
        raise ListUnreadable(ListUnreadable.TOO_LARGE)
    lines = [(line, cells) for line, cells in cleaned(iter(read_confined(content)), most, too_many) if any(cells)]
    if not lines:
        raise ListUnreadable(ListUnreadable.EMPTY)
    return lines


def is_workbook(content: bytes) -> bool:
    """Tell by its first bytes, not by its name."""
    return content.startswith(reader.ARCHIVE)


def read_confined(content: bytes) -> list[tuple[int, list[str]]]:
    """Return the filled lines of a file of either kind, with numbers, as they are written. Raises `ListUnreadable`."""
    # The mark in front tells text that begins like a workbook from one.
    given = content if is_workbook(content) else decoded(content).encode("utf-8-sig")
    try:
        told = run_confined(Path(reader.__file__), given, processor_seconds=PROCESSOR_SECONDS, seconds=SECONDS)
    except ProgramFailed as error:
        raise ListUnreadable(ListUnreadable.TOO_MUCH) from error
    lines: str | list[tuple[int, list[str]]] = json.loads(told)
    if isinstance(lines, str):
        raise ListUnreadable(getattr(ListUnreadable, lines))
    return lines
