"""Lines of a CSV file, whichever of the usual signs parts its cells."""

import csv
import io
import re
from collections.abc import Iterator


def read_separated(text: str) -> Iterator[tuple[int, list[str]]]:
    """Give each line with the number under which it begins. The first one tells the sign. Raises `csv.Error`."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max("\t;,", key=re.sub(r'"[^"]*"', "", first).count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    begin = 1
    for cells in reader:
        yield begin, cells
        begin = reader.line_num + 1
