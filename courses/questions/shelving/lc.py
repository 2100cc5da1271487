"""Shelf order of Library of Congress call numbers: “QA76.9.D3 C38 1999 v.2”.

Letters of the class by the alphabet, its number as a whole number, decimals of the number digit by digit, then a date,
Cutter numbers as decimals, date, volume, copy.

Sources: Library of Congress, Classification and Shelflisting Manual, G 55, G 63, G 140; Yale University Library,
“Shelflist order” (B before BX; QB139 before QB145; QC718.7 before QC718.8; .W4, .W44, .W45, .W453, .W5).
"""

import re

from courses.questions.shelving.marks import CallNumberUnreadable, Key, checked, pieces_key

CLASS = re.compile(r"(?P<letters>[A-Z]{1,3})\s?(?P<number>[0-9]{1,5})(?:\.(?P<decimals>[0-9]+))?(?P<rest>(?![0-9]).*)")


def lc_key(call_number: str) -> Key:
    """Return the key. Raises `CallNumberUnreadable` without letters and a number at the beginning."""
    match = CLASS.fullmatch(checked(call_number))
    if match is None:
        raise CallNumberUnreadable("no call number of the Library of Congress")
    return (match["letters"], int(match["number"]), match["decimals"] or "", pieces_key(match["rest"]))
