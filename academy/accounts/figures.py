"""What accounts tell of themselves: their letters, by numbers alone."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from academy.house.data import Figure, Section
from academy.house.late_letters import late_letters
from academy.mail.enums import Failure
from academy.mail.models import SealedLetter
from academy.mail.sealed import owed_sealed_letters


def figures(now: datetime) -> Iterator[Figure]:
    """Tell of letters that wait, and of those that are not sent any more."""
    yield late_letters("account", _("About an account"), owed_sealed_letters(now), moment="written_at", now=now)
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
