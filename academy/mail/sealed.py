"""Letters that hold a secret: written with what they tell of, sealed, sent once, and deleted.

Nothing but the number of a letter goes into a queue or a log.
"""

import json
from datetime import datetime, timedelta
from typing import Final

import structlog
from django.db.models import QuerySet
from django.utils import timezone

from academy.mail.enums import Failure
from academy.mail.letters import send_text
from academy.mail.models import SealedLetter
from academy.mail.once import in_hand
from academy.mail.refusals import MAIL_ERRORS, is_refused_for_good
from academy.sealing import Box, SealBroken

_BOX: Final = Box("academy.mail.sealed-letter")
#: So long a letter is owed at most, and so long it is known that one failed.
KEPT: Final = timedelta(days=1)

log = structlog.get_logger(__name__)


def write_sealed_letter(
    *, to: str, subject: str, text: str, user_id: int | None, lifetime: timedelta = KEPT
) -> SealedLetter:
    """Owe a letter, about this account if any, that is of use for `lifetime`: a day at most."""
    now = timezone.now()
    return SealedLetter.objects.create(
        user_id=user_id,
        content=_BOX.seal(json.dumps({"to": to, "subject": subject, "text": text})),
        written_at=now,
        expires_at=now + min(lifetime, KEPT),
    )


def owed_sealed_letters(now: datetime) -> QuerySet[SealedLetter]:
    """What is to be sent and still of use, the newest first: whoever asked for it waits now."""
    return SealedLetter.objects.filter(failure="", expires_at__gt=now).order_by("-pk")


def mail_sealed_letter(pk: int) -> bool:
    """Send one, unless it went or expired, or another worker has it in hand; return whether it went."""
    with in_hand(f"SealedLetter:{pk}") as is_ours:
        letter = owed_sealed_letters(timezone.now()).filter(pk=pk).first()
        return letter is not None and is_ours and _send(letter)


def take_back(pk: int) -> None:
    """Take back a letter that was not sent yet, because a newer one says what holds now."""
    SealedLetter.objects.filter(pk=pk).delete()


def forget_sealed_letters() -> int:
    """Delete what failed a day ago, empty what has expired, and return how many letters expired."""
    now = timezone.now()
    SealedLetter.objects.exclude(failure="").filter(expires_at__lte=now - KEPT).delete()
    return _give_up(SealedLetter.objects.filter(failure="", expires_at__lte=now), Failure.EXPIRED)


def _send(letter: SealedLetter) -> bool:
    row = SealedLetter.objects.filter(pk=letter.pk)
    try:
        send_text(**json.loads(_BOX.unseal(letter.content)))
    except SealBroken:
        _give_up(row, Failure.UNREADABLE)
        return False
    except MAIL_ERRORS as failure:
        is_settled = is_refused_for_good(failure)
        log.warning("sealed letter not sent", letter=letter.pk, reason=type(failure).__name__, for_good=is_settled)
        if is_settled:
            _give_up(row, Failure.REFUSED)
        return False
    row.delete()
    return True


def _give_up(letters: QuerySet[SealedLetter], failure: Failure) -> int:
    """Note why they are not sent, and since when; keep nothing of what they said."""
    return letters.update(failure=failure, content="", expires_at=timezone.now())
