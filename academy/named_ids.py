"""Ids that a form or an address names: whatever is written there, it is an id that the database can be asked for."""

from collections.abc import Iterable
from typing import Final

#: The highest number that a column of ids holds.
HIGHEST: Final = 2**63 - 1
#: The id of no row at all, in place of what can be none.
NOBODY: Final = 0


def named_ids(texts: Iterable[str]) -> list[int]:
    """Return an id for each text. Python refuses to read thousands of digits, and databases what is too high."""
    return [_named_id(text) for text in texts]


def _named_id(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(HIGHEST))):
        return NOBODY
    return number if (number := int(text)) <= HIGHEST else NOBODY
