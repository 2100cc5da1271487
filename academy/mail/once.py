"""Each letter once: one worker at a time has it in hand, and the mark that it went is set after it went.

So no letter is lost with the process that sends it. What dies after the mail server has taken the letter, and before
the mark stands, leaves a letter that is sent again when the lease has run out: the one case of a second copy.
"""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Final

from django.db.models import Q, QuerySet
from django.utils import timezone

from academy.mail.models import LetterInHand

#: Longer than a task may run (CELERY_TASK_TIME_LIMIT).
LEASE: Final = timedelta(minutes=4)


def send_once(owed: QuerySet, send: Callable[[], None]) -> bool:
    """Send the letter that a row with `mailed_at` owes, and return whether it went. What fails is owed as before."""
    unsent = owed.filter(mailed_at=None)
    pk = unsent.values_list("pk", flat=True).first()
    with in_hand(f"{owed.model.__name__}:{pk}") as is_ours:
        if not is_ours or not unsent.exists():
            return False
        send()
        # Behind the mark the row is owed no more, so it is found again by its id alone.
        owed.model.objects.filter(pk=pk).update(mailed_at=timezone.now())
    return True


@contextmanager
def in_hand(letter: str) -> Iterator[bool]:
    """Take the letter in hand for as long as the context lasts, and tell whether nobody else has it."""
    hand, now = secrets.token_hex(16), timezone.now()
    # Far further ahead than a lease can reach was written by a clock that was wrong. Twice the lease, because clocks
    # differ: who took the letter a moment after `now` has a lease that ends a moment after ours would.
    left = Q(until__lte=now) | Q(until__gt=now + 2 * LEASE)
    LetterInHand.objects.filter(left, letter=letter).delete()
    LetterInHand.objects.bulk_create([LetterInHand(letter=letter, hand=hand, until=now + LEASE)], ignore_conflicts=True)
    own = LetterInHand.objects.filter(letter=letter, hand=hand)
    try:
        yield own.exists()
    finally:
        own.delete()
