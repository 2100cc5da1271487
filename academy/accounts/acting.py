"""Who acts: the person whose request is being answered. The record of changes asks here."""

from typing import Any

from allauth.core import context

from academy.record.enums import ChangeKind
from academy.record.services import record_change


def acting_person() -> int | None:
    """Return the number of whoever is logged in; None in commands and tasks, and for somebody who has not logged in.

    allauth keeps the request of this thread (its middleware stands in the settings). Nothing is read from the database
    before somebody asks, so that a page without changes costs nothing.
    """
    user = getattr(context.request, "user", None)
    return user.pk if user is not None else None


def put_on_record(kind: ChangeKind, **told: Any) -> None:
    """Record a change as the act of whoever is logged in. `told`: what `record_change` takes."""
    record_change(kind=kind, actor=acting_person(), **told)
