"""Shelf order of Dewey call numbers: “R 025.431 D51 2011 v.1”.

Books with a letter before the number (R, J, REF) stand on shelves of their own, after those without. The number is
compared digit by digit, so 451.04217 stands before 451.1; the slash and the prime that show where a number may be cut
count as nothing. Then author mark, date, volume, copy.

Sources: University of Florida Libraries, “How to read Dewey call numbers” (the number, then the mark, both as decimals;
no date before a date; volumes as whole numbers); Allen County Public Library, “Shelving skills” (451.04217 before
451.1); University of Illinois Library, rules 1 to 5 for the stacks.
"""

import re

from courses.questions.shelving.marks import CallNumberUnreadable, Key, checked, pieces_key

CLASS = re.compile(
    r"(?:(?P<prefix>[^\W\d_]{1,5})\s)?(?P<number>[0-9]{3})(?:\.(?P<decimals>[0-9]+))?(?P<rest>(?![0-9]).*)"
)
CUTS = str.maketrans({"/": None, "'": None, "’": None, "′": None})


def dewey_key(call_number: str) -> Key:
    """Return the key. Raises `CallNumberUnreadable` without a number of three digits at the beginning."""
    match = CLASS.fullmatch(checked(call_number).translate(CUTS))
    if match is None:
        raise CallNumberUnreadable("no call number of the Dewey Decimal Classification")
    return ((match["prefix"] or "").upper(), match["number"], match["decimals"] or "", pieces_key(match["rest"]))
