"""What lists share: how large they may be, their letters, and what of a cell is kept."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from django.utils.functional import Promise

from academy.lists.unreadable import ListUnreadable

MAX_BYTES = 2 * 1024 * 1024
MAX_ROWS = 5000
#: Letters of a cell that are kept, and looked at: to put marks above letters in order takes the square of their number.
MAX_LETTERS = 254
_LOOKED_AT = 4 * MAX_LETTERS

Cells = Sequence[str]


def decoded(content: bytes) -> str:
    """Decode UTF-8, and UTF-16 where its mark stands first.

    Windows code pages are refused: nothing in a file tells the Russian from the Turkish one, and a guess spoils names.
    """
    encoding = "utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise ListUnreadable(ListUnreadable.ENCODING) from error
    if "\0" in text:
        raise ListUnreadable(ListUnreadable.DAMAGED)
    return text


def cleaned(
    lines: Iterator[tuple[int, Cells]], most: int = MAX_ROWS, too_many: str | Promise = ListUnreadable.TOO_MANY
) -> Iterator[tuple[int, Cells]]:
    """Take out what nobody sees, and stop at a list of more than `most` lines below its head."""
    filled = 0
    for line, cells in lines:
        clean = [cell and _visible(cell) for cell in cells]
        filled += any(clean)
        if filled > most + 1:
            raise ListUnreadable(too_many)
        yield line, clean


def _visible(cell: str) -> str:
    """The text with single spaces, without control and direction characters; names and addresses are short."""
    text = " ".join(unicodedata.normalize("NFC", cell[:_LOOKED_AT]).split())
    return "".join(letter for letter in text if letter.isprintable())[:MAX_LETTERS]


def folded(head: str) -> str:
    """The letters alone, small: “E-poçt ünvanı” as “epoçtünvanı”. A small İ is two characters, of which one is kept."""
    return re.sub(r"[\W_]|\u0307", "", head.casefold())
