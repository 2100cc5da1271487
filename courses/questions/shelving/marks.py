"""What follows the class number: dates, volumes, copies, author marks and Cutter numbers.

Nothing stands before something. Then a date stands before a volume, a volume before a copy, and all of them before a
further mark: dates and volumes belong to the work that the marks before them name. Dates and volumes count as whole
numbers, marks as decimals, letter by letter and digit by digit.

Sources: Library of Congress, Classification and Shelflisting Manual, G 63 (Cutter numbers are decimals) and G 140
(dates, and letters after them); University of Illinois Library, “Rules and Guidelines for Call Number Ordering in the
Stacks” (C375a before C38; C73a, C73a2, C73ar, C73ar2, C735); Kent State University Libraries, “Call Number and
Shelving” (no date before a date, volumes before copies).
"""

import re

Key = tuple[object, ...]

LONGEST = 100
COPIES = frozenset({"c", "copy", "nüs", "экз"})
DATE, VOLUME, MARK = range(3)
PIECE = re.compile(
    r"(?P<volume>\b[^\W\d_A-Z]+\.\s?(?P<part>[0-9]*))"
    r"|(?P<date>\b[0-9]+[^\W\d_]*)"
    r"|(?P<mark>[^\W\d_]+[0-9]*(?:[^\W\d_A-Z]+[0-9]*)*)"
)
RUN = re.compile(r"[0-9]+|[^\W\d_]+")


class CallNumberUnreadable(ValueError):  # noqa: N818 - errors are named for the state (conventions, 17)
    """The text is no call number of the scheme."""


def checked(text: str) -> str:
    """Return the text with single spaces. Raises `CallNumberUnreadable` where it is longer than a label."""
    if len(text) > LONGEST:
        raise CallNumberUnreadable("a call number is not that long")
    return " ".join(text.split())


def pieces_key(text: str) -> Key:
    """Return the key of everything after the class number. What is no date, volume or mark is passed over."""
    return tuple(_piece_key(match) for match in PIECE.finditer(text))


def _piece_key(match: re.Match[str]) -> Key:
    runs = RUN.findall(match[0].lower())
    if match["date"]:
        return (DATE, int(runs[0]), "".join(runs[1:]))
    if match["volume"]:
        return (VOLUME, runs[0] in COPIES, runs[0], int(match["part"] or 0))
    return (MARK, *runs)
