"""The life of a key: made, recognised, counted, rotated, ended. Its text is shown once and stored nowhere."""

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import Case, F, IntegerField, Q, Value, When
from django.utils import timezone

from academy.accounts.models import Institution, User
from academy.integrations.enums import Scope
from academy.integrations.errors import KeyEnded, LimitReached
from academy.integrations.models import ApiKey
from academy.record.enums import ChangeKind
from academy.record.services import record_change

#: Begins each key, so that scanners of published secrets can recognise one.
MARK: Final = "lak"
_ALPHABET: Final = "abcdefghjkmnpqrstuvwxyz23456789"
_PREFIX_LENGTH: Final = 8
_SECRET_BYTES: Final = 32
_MINUTE: Final = timedelta(minutes=1)
_DAY: Final = timedelta(days=1)


@transaction.atomic
def make_key(  # noqa: PLR0913 - what a key consists of
    *,
    institution: Institution,
    name: str,
    scopes: Sequence[Scope],
    by: User | None,
    per_minute: int = 600,
    per_day: int = 20_000,
) -> tuple[ApiKey, str]:
    """Make a key and return it with its text, which cannot be had again."""
    key, text = _new_key(
        institution=institution,
        name=name,
        scopes=[str(scope) for scope in scopes],
        per_minute=per_minute,
        per_day=per_day,
        made_by=by,
    )
    facts = {"name": name, "scopes": key.scopes, "per_minute": per_minute, "per_day": per_day}
    _record(ChangeKind.KEY_MADE, key, by, **facts)
    return key, text


@transaction.atomic
def rotate_key(*, key: ApiKey, overlap: timedelta, by: User) -> tuple[ApiKey, str]:
    """Make the next key with the same rights; the old one opens until `overlap` is over. Raises KeyEnded."""
    successor, text = _new_key(
        institution=key.institution,
        name=key.name,
        scopes=key.scopes,
        per_minute=key.per_minute,
        per_day=key.per_day,
        made_by=by,
    )
    until = timezone.now() + overlap
    running = ApiKey.objects.filter(pk=key.pk, ends_at=None, replaced_by=None)
    if not running.update(ends_at=until, replaced_by=successor):
        raise KeyEnded
    facts = {"successor": successor.prefix, "until": until.isoformat()}
    _record(ChangeKind.KEY_ROTATED, key, by, **facts)
    return successor, text


@transaction.atomic
def end_key(*, key: ApiKey, by: User) -> None:
    """Let the key open nothing from now on. Raises KeyEnded the second time."""
    now = timezone.now()
    running = ApiKey.objects.filter(Q(ends_at=None) | Q(ends_at__gt=now), pk=key.pk)
    if not running.update(ends_at=now):
        raise KeyEnded
    _record(ChangeKind.KEY_ENDED, key, by)


def key_of(text: str) -> ApiKey | None:
    """Return the key with this text, unless it has ended. One query; a text of another shape costs none."""
    mark, _, rest = text.partition("_")
    prefix, _, secret = rest.partition("_")
    if mark != MARK or len(prefix) != _PREFIX_LENGTH or not set(prefix) <= set(_ALPHABET) or not secret:
        return None
    key = ApiKey.objects.select_related("institution").filter(prefix=prefix).first()
    known = key.digest if key else ""
    if not hmac.compare_digest(known, _digest(secret)) or key is None or key.is_ended:
        return None
    return key


def count_use(*, key: ApiKey, units: int = 1) -> None:
    """Count what the key asks, in one statement with its limits. Raises LimitReached, and then counts nothing.

    Windows are whole minutes and whole days (UTC): at the turn of a minute twice the limit may pass at once.
    """
    now = timezone.now()
    minute, day = now.replace(second=0, microsecond=0), now.date()
    counted_now = ApiKey.objects.annotate(in_minute=_count("minute", minute), in_day=_count("day", day))
    allowed = counted_now.filter(pk=key.pk, in_minute__lte=F("per_minute") - units, in_day__lte=F("per_day") - units)
    counted = allowed.update(
        minute=minute,
        minute_count=F("in_minute") + units,
        day=day,
        day_count=F("in_day") + units,
        last_used_at=now,
    )
    if not counted:
        raise LimitReached(_seconds_to_wait(key, now, units))


def _count(window: str, start: object) -> Case:
    """Return what was counted in the window that runs now: nothing, when an earlier one was counted last."""
    return Case(When(**{window: start}, then=F(f"{window}_count")), default=Value(0), output_field=IntegerField())


def _seconds_to_wait(key: ApiKey, now: datetime, units: int) -> int:
    """Return the seconds to the next minute, or to the next day where that one is used up."""
    used = ApiKey.objects.values("day", "day_count", "per_day").get(pk=key.pk)
    today = used["day_count"] if used["day"] == now.date() else 0
    window = _DAY if today + units > used["per_day"] else _MINUTE
    start = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return int((window - (now - start) % window).total_seconds()) + 1


def _new_key(**fields: Any) -> tuple[ApiKey, str]:
    prefix = "".join(secrets.choice(_ALPHABET) for _ in range(_PREFIX_LENGTH))
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    key = ApiKey.objects.create(prefix=prefix, digest=_digest(secret), **fields)
    return key, f"{MARK}_{prefix}_{secret}"


def _digest(secret: str) -> str:
    """A plain hash is enough: nobody guesses 256 random bits, however fast."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _record(kind: ChangeKind, key: ApiKey, by: User | None, **facts: object) -> None:
    record_change(
        kind=kind, actor=by.pk if by else None, institution=key.institution_id, subject=key.prefix, facts=facts
    )
