"""Accepted answers and what each is worth: `share`, a decimal from 0 to 1, is 1 where a row does not say."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from courses.questions.base import BodyInvalid

Row = Mapping[str, Any]
WHOLE = Decimal(1)


def share_of(row: Row) -> Decimal:
    """Return what a row earns."""
    return Decimal(row.get("share", WHOLE))


def check_shares(rows: Sequence[Row]) -> None:
    """Raise `BodyInvalid` unless every share lies between 0 and 1 and some answer earns everything."""
    try:
        shares = [share_of(row) for row in rows]
    except (InvalidOperation, TypeError, ValueError) as fault:
        raise BodyInvalid("a share is no number") from fault
    if not all(share.is_finite() and 0 <= share <= 1 for share in shares):
        raise BodyInvalid("a share lies between 0 and 1")
    if WHOLE not in shares:
        raise BodyInvalid("no answer earns the whole mark")


def whole(rows: Sequence[Row]) -> Row:
    """Return the first row that earns everything: the answer that is shown as the right one."""
    return next(row for row in rows if share_of(row) == WHOLE)


def best(rows: Sequence[Row], fits: Callable[[Row], bool]) -> Row | None:
    """Return the fitting row that earns most, the first of several, or nothing."""
    return max(filter(fits, rows), key=share_of, default=None)
