"""Lists of certificates as HR officers have them: a column of codes, perhaps names, in a CSV or an XLSX file.

Pure: which certificate a code means is not known here. What is wrong with the whole file raises `ListUnreadable`.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from academy.lists.cells import Cells, folded
from academy.lists.heads import NAME_HEADS
from academy.lists.table import read_lines
from certification.errors import CodesUnreadable

MOST_CODES: Final = 10_000
#: Heads of the column of codes in az, ru and en, as `cells.folded` writes them.
CODE_HEADS: Final = {
    *("code", "certificate", "certificatecode", "certificatenumber", "verificationcode", "number", "link", "url"),
    *("kod", "sertifikat", "sertifikatkodu", "sertifikatınkodu", "sertifikatnömrəsi", "yoxlamakodu", "nömrə", "keçid"),
    *("код", "сертификат", "кодсертификата", "номерсертификата", "кодпроверки", "номер", "ссылка"),
}
#: A cell with a code holds so many letters and digits at least.
SYMBOLS: Final = 20


@dataclass(frozen=True, kw_only=True)
class CodeTable:
    """The file read: `head` is its first line, or empty; each row holds the line's number and all of its cells.

    `code` and `names` are the places of the columns that are asked for.
    """

    head: Cells
    rows: Sequence[tuple[int, Cells]]
    code: int
    names: Sequence[int]

    def asked(self, cells: Cells) -> tuple[str, str]:
        """Return the code as it was typed, and the name, which may be empty."""
        name = " ".join(cells[place] for place in self.names if place < len(cells) and cells[place])
        return (cells[self.code] if self.code < len(cells) else ""), name


def read_codes(content: bytes) -> CodeTable:
    """Read a file of either kind. Raises `ListUnreadable`."""
    lines = read_lines(content, MOST_CODES, CodesUnreadable.TOO_MANY_CODES)
    head = [] if any(map(_looks_like_a_code, lines[0][1])) else lines[0][1]
    code = _code_column(head, lines)
    names = [place for place, cell in enumerate(head) if folded(cell) in NAME_HEADS and place != code]
    rows = lines[1:] if head else lines
    if not rows:
        raise CodesUnreadable(CodesUnreadable.MISSING)
    if len(rows) > MOST_CODES:
        raise CodesUnreadable(CodesUnreadable.TOO_MANY_CODES)
    return CodeTable(head=head, rows=rows, code=code, names=names)


def _code_column(head: Cells, lines: Sequence[tuple[int, Cells]]) -> int:
    """The column with the most cells that could hold a code; where none could, the one that is called so."""
    seen = Counter(place for _line, cells in lines for place, cell in enumerate(cells) if _looks_like_a_code(cell))
    named = [place for place, cell in enumerate(head) if folded(cell) in CODE_HEADS]
    places = [place for place, _times in seen.most_common(1)] or named
    if not places:
        raise CodesUnreadable(CodesUnreadable.MISSING)
    return places[0]


def _looks_like_a_code(cell: str) -> bool:
    told = re.sub(r"\W", "", cell)
    return len(told) >= SYMBOLS and any(sign.isdigit() for sign in told)
