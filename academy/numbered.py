"""Addresses that differ by the number, the id or the code of a row alone.

Django's way to one takes longer than reading its row, so each kind is asked for once. Pages of the CMS, whose addresses
name a language, are not among them.
"""

from functools import lru_cache
from typing import Final
from uuid import UUID

from django.urls import reverse

#: As many kinds are remembered by a process.
MOST: Final = 1024
#: Stand for the number, the id or the code; in no address of ours.
_NUMBER: Final = 9_876_543_210
_ID: Final = UUID(int=0x_FEED_FEED_FEED_FEED_FEED_FEED_FEED_FEED)
_CODE: Final = "FEEDFEEDFEEDFEEDFEED"
_STAND_INS: Final = {"int": _NUMBER, "UUID": _ID, "str": _CODE}


def address_of(name: str, key: int | UUID | str, *places: int) -> str:
    """Return the address of this name that takes one key, perhaps behind those of the few places where rows lie.

    A code has letters and digits alone: nothing in it is escaped.
    """
    before, behind = _around(name, places, type(key).__name__)
    return f"{before}{key}{behind}"


@lru_cache(MOST)
def _around(name: str, places: tuple[int, ...], kind: str) -> tuple[str, str]:
    stand_in = _STAND_INS[kind]
    before, _stand_in, behind = reverse(name, args=[*places, stand_in]).partition(str(stand_in))
    return before, behind
