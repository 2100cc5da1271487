"""What a name must be to be printed, and the size in which it fits. The case of a name is never changed."""

import math
import re
import unicodedata
from typing import Final

from certification.errors import NameUnprintable
from certification.rendering.fonts import NAME_FACE, unprintable, widths

#: Width of the line of the name on the page, in points, with a reserve for words that do not fill their line.
LINE: Final = 600
#: Sizes in points, each with the number of lines it may take. The stylesheet has one class a size: `name-40`.
SIZES: Final = ((40, 1), (34, 1), (28, 1), (24, 2), (20, 2), (17, 3), (15, 4))
#: Control, format (bidi, zero width), surrogate, private, unassigned; line and paragraph separators.
_FORBIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_MARKS_IN_A_ROW: Final = 2
#: A mark above an i, which normal form C leaves alone. Fonts draw it on a dotless i, so the file would read ı for i:
#: “i̇lham”, which programs make of İlham when they write it small, would become another name.
_DOT_LOST: Final = re.compile("[i\u012f]([\u0300-\u0315\u033d-\u0344])")


def printable_name(text: str) -> str:
    """Return the name in NFC with single spaces. Raises NameUnprintable, whose reason names the code points."""
    hidden = hidden_characters(text)
    name = " ".join(unicodedata.normalize("NFC", text).split())
    faults = hidden or unprintable(name) or [f"U+{ord(mark):04X} on i" for mark in _DOT_LOST.findall(name)]
    if faults:
        raise NameUnprintable(" ".join(dict.fromkeys(faults)))
    if not any(map(str.isalpha, name)) or _has_piled_marks(name):
        raise NameUnprintable("no letters, or too many marks on one letter")
    name_size(name)
    return name


def hidden_characters(text: str) -> list[str]:
    """Return the code points of what hides, reorders or breaks text; fonts have glyphs for some of it."""
    if text.isprintable():
        return []
    return [f"U+{ord(character):04X}" for character in text if unicodedata.category(character) in _FORBIDDEN]


def _has_piled_marks(name: str) -> bool:
    row = 0
    for combining in map(unicodedata.combining, name):
        row = row + 1 if combining else 0
        if row > _MARKS_IN_A_ROW:
            return True
    return False


def name_size(name: str) -> int:
    """Return the largest size in points in which the name fits. Raises NameUnprintable when none does."""
    advances = widths(NAME_FACE)
    ems = sum(map(advances.__getitem__, map(ord, name)))
    for size, lines in SIZES:
        if math.ceil(ems * size / LINE) <= lines:
            return size
    raise NameUnprintable("too long")
