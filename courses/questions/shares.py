"""Accepted answers and what each is worth: `share`, a decimal from 0 to 1, is 1 where a row does not say."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext_lazy as _

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
        raise BodyInvalid(_("The share of the mark is no number."), rows="answers") from fault
    for place, share in enumerate(shares):
        if not (share.is_finite() and 0 <= share <= 1):
            raise BodyInvalid(_("The share lies between 0 and 1."), rows="answers", row=place, field="share")
    if WHOLE not in shares:
        raise BodyInvalid(_("One answer has to earn the whole mark."), rows="answers")


def whole(rows: Sequence[Row]) -> Row:
    """Return the first row that earns everything: the answer that is shown as the right one."""
    return next(row for row in rows if share_of(row) == WHOLE)


def best(rows: Sequence[Row], fits: Callable[[Row], bool]) -> Row | None:
    """Return the fitting row that earns most, the first of several, or nothing."""
    return max(filter(fits, rows), key=share_of, default=None)
