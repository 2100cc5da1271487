"""A newer certificate in the place of one that was wrong: decided by a registrar, in force until the newer is issued.

There is no moment at which the holder has nothing: the old certificate points to its successor from the decision on,
and ends in the transaction that issues the successor. One UPDATE gives it one successor, and the number in the sequence
is unique, so two clicks make one.
"""

from datetime import date
from decimal import Decimal
from typing import cast

from django.db import transaction

from academy.accounts.models import User
from certification.codes import new_code
from certification.data import Achievement, Correction, Snapshot
from certification.enums import EventKind, Kind, ReplacementReason, State
from certification.errors import NothingCorrected, NotReplaceable
from certification.models import Certificate, Replacement
from certification.rendering.names import printable_name
from certification.selectors.office import newest_version
from certification.selectors.search import search_text
from certification.services.history import record
from certification.services.issuance import MONTHS, freeze, months_later, record_reservation


@transaction.atomic
def correct_certificate(
    *,
    certificate: Certificate,
    correction: Correction,
    reason: ReplacementReason,
    note: str = "",
    decided_by: User | None,
) -> Certificate:
    """Reserve the certificate that says what this one should have said, and return it.

    It has a code of its own and is frozen now, from the newest version of the template: who signs today signs what
    stands there today. Raises NotReplaceable, NothingCorrected, and NameUnprintable, before anything was changed.
    """
    old = held_replaceable(certificate)
    if correction == said_by(old):
        raise NothingCorrected
    successor = _successor(old, correction, printable_name(correction.holder_name))
    return replace_by(old, successor, reason=reason, note=note, decided_by=decided_by)


def said_by(certificate: Certificate) -> Correction:
    """Return what the certificate says of all that can be corrected."""
    snapshot = cast("Snapshot", certificate.snapshot)
    return Correction(
        holder_name=snapshot["holder_name"],
        titles=dict(snapshot["titles"]),
        hours=Decimal(snapshot["hours"]),
        achieved_on=date.fromisoformat(snapshot["achieved_on"]),
    )


def is_replaceable(certificate: Certificate) -> bool:
    """Return whether the certificate is issued, its holder known, and nothing newer was decided."""
    if certificate.state != State.ISSUED or certificate.superseded_by_id or certificate.holder_id is None:
        return False
    # A transcript is not corrected: what it lists is, and then another one is asked for.
    if certificate.snapshot["kind"] == Kind.TRANSCRIPT:
        return False
    later = Certificate.objects.filter(holder=certificate.holder_id, achievement_key=certificate.achievement_key)
    return not later.filter(sequence__gt=certificate.sequence).exclude(state=State.WITHDRAWN).exists()


def held_replaceable(certificate: Certificate) -> Certificate:
    """Return the certificate, held until the end of the transaction. Raises NotReplaceable."""
    held = (
        Certificate.objects.select_for_update(of=("self",)).select_related("holder", "template").get(pk=certificate.pk)
    )
    if not is_replaceable(held):
        raise NotReplaceable
    return held


def replace_by(
    old: Certificate, successor: Certificate, *, reason: ReplacementReason, note: str, decided_by: User | None
) -> Certificate:
    """Store the successor and let the old one point to it. It stays in force until the successor is issued."""
    successor.save()
    waiting = Certificate.objects.filter(pk=old.pk, state=State.ISSUED, superseded_by=None)
    if not waiting.update(superseded_by=successor):
        raise NotReplaceable
    Replacement.objects.create(certificate=old, reason=reason, note=note, decided_by=decided_by)
    record_reservation(successor, decided_by, replaces=old.code, reason=str(reason))
    return successor


def _successor(old: Certificate, correction: Correction, name: str) -> Certificate:
    achievement = Achievement(
        key=old.achievement_key,
        titles=correction.titles,
        hours=correction.hours,
        achieved_on=correction.achieved_on,
        score=None if old.snapshot["score"] is None else Decimal(old.snapshot["score"]),
    )
    return successor_of(old, achievement, name=name, expires_on=end_of(old, correction.achieved_on))


def successor_of(old: Certificate, achievement: Achievement, *, name: str, expires_on: date | None) -> Certificate:
    """Return the next certificate of the same holder for the same achievement, in the same language, not stored yet."""
    holder = cast("User", old.holder)
    version = newest_version(old.template)
    frozen = freeze(
        version,
        achievement,
        languages=old.snapshot["languages"],
        code=new_code(),
        expires_on=expires_on,
    )
    snapshot = Snapshot(**{**frozen, "holder_name": name})
    return Certificate(
        code=snapshot["code"],
        holder=holder,
        template=old.template,
        template_version=version,
        achievement_key=old.achievement_key,
        sequence=_next_sequence(old),
        language=old.language,
        snapshot=snapshot,
        search_text=search_text(snapshot, name),
        expires_on=expires_on,
        disclosure=old.disclosure,
    )


def _next_sequence(old: Certificate) -> int:
    """Whoever comes second with the same number is refused by the database."""
    known = Certificate.objects.filter(holder=old.holder_id, achievement_key=old.achievement_key)
    return 1 + known.order_by("-sequence").values_list("sequence", flat=True)[0]


def end_of(old: Certificate, achieved_on: date) -> date | None:
    """Return the last day of a certificate of the same length that begins on another day."""
    if old.expires_on is None:
        return None
    begun = date.fromisoformat(old.snapshot["achieved_on"])
    months = (old.expires_on.year - begun.year) * MONTHS + old.expires_on.month - begun.month
    return months_later(achieved_on, months)


def replaced_by(successor: Certificate) -> Certificate | None:
    """Return what the certificate has replaced or is to replace, or None."""
    return Certificate.objects.select_related("replacement").filter(superseded_by=successor).first()


def end_replaced(successor: Certificate) -> Certificate | None:
    """End what the successor replaces, in the transaction that issues it; return it, if any, for the history."""
    ended = Certificate.objects.filter(superseded_by=successor, state=State.ISSUED).update(state=State.SUPERSEDED)
    return replaced_by(successor) if ended else None


def record_end(old: Certificate, successor: Certificate) -> None:
    """Write down that the certificate was replaced, by which and why."""
    facts = {"sha256": old.sha256, "by": successor.code, "reason": old.replacement.reason}
    record(kind=EventKind.SUPERSEDED, subject=old.code, facts=facts)
