"""What accounts tell of themselves: their letters, by numbers alone."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count, Min
from django.utils.translation import gettext_lazy as _

from academy.house.data import Figure, Section
from academy.mail.enums import Failure
from academy.mail.models import SealedLetter
from academy.mail.sealed import owed_sealed_letters

#: A letter that is owed for longer was not merely queued.
LATE: Final = timedelta(hours=1)


def figures(now: datetime) -> Iterator[Figure]:
    """Tell of letters that wait, and of those that are not sent any more."""
    late = owed_sealed_letters(now).filter(written_at__lt=now - LATE).order_by()
    found = late.aggregate(number=Count("pk"), since=Min("written_at"))
    yield Figure(
        section=Section.LETTERS,
        metric="academy_letters_late",
        labels={"letter": "account"},
        label=_("About an account"),
        number=found["number"],
        since=found["since"],
        is_wrong=found["number"] > 0,
    )
    yield from _unsent()


def _unsent() -> Iterator[Figure]:
    """One query. A wrong address is its owner's matter, everything else the house's."""
    failed = SealedLetter.objects.exclude(failure="").order_by()
    counted = dict(failed.values_list("failure").annotate(Count("pk")))
    for failure in Failure:
        number = counted.get(failure, 0)
        yield Figure(
            section=Section.UNSENT,
            metric="academy_account_letters_unsent",
            labels={"reason": failure.value},
            label=failure.label,
            number=number,
            is_wrong=number > 0 and failure != Failure.REFUSED,
        )
