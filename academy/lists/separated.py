"""Lines of a CSV file, whichever of the usual signs parts its cells."""

import csv
import io
import re
from collections.abc import Iterator

from academy.lists.cells import MAX_COLUMNS

SEPARATORS = "\t;,"


def read_separated(text: str, separator: str = "") -> Iterator[tuple[int, list[str]]]:
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
