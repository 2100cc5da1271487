"""Certificates by holder, day and institution."""

from collections.abc import Collection
from datetime import date
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from academy.accounts.models import Institution, Membership, User
from academy.prepared import MANY, MANY_TEXTS, Prepared
from certification.enums import (
    ENDED,
    IN_THE_WORLD,
    Kind,
    Standing,
    State,
)
from certification.models import (
    Certificate,
    ExpiryReminder,
)

#: Whether anything was ever decided for a person under an achievement's key.
DECIDED: Final = Prepared(
    lambda user, key: Certificate.objects.filter(holder=user, achievement_key=key).order_by().values_list("pk")[:1],
    *(-1, "the key"),
)
#: A certificate that is to take the place of another, and is not issued yet: until then the other one counts.
PENDING_REPLACEMENT = Q(supersedes__isnull=False) & ~Q(state__in=IN_THE_WORLD)


def certificates_held_by(user: User) -> QuerySet[Certificate]:
    """Everything certified to this person, the newest first. Transcripts certify nothing more, so they are left out."""
    return documents_held_by(user).exclude(snapshot__kind=Kind.TRANSCRIPT)


def has_certificate(user: User, key: str) -> bool:
    """Whether anything was ever decided for this person under the achievement's key."""
    return bool(DECIDED.rows(user.pk, key))


def transcripts_held_by(user: User) -> QuerySet[Certificate]:
    """The transcripts of this person, the newest first."""
    return documents_held_by(user).filter(snapshot__kind=Kind.TRANSCRIPT)


def documents_held_by(user: User) -> QuerySet[Certificate]:
    """Certificates and transcripts, the newest first. What replaces another is left out until it is issued."""
    held = Certificate.objects.filter(holder=user).exclude(PENDING_REPLACEMENT).exclude(state=State.WITHDRAWN)
    held = held.select_related("revocation", "superseded_by")
    return held.order_by("-reserved_at", "-pk")


def certificates_in_force(user: User, day: date) -> QuerySet[Certificate]:
    """What stands for an achievement of this person on that day; what is still being made was decided, and counts."""
    lasting = Q(expires_on=None) | Q(expires_on__gte=day)
    held = Certificate.objects.filter(lasting, holder=user).exclude(state__in=ENDED)
    return held.exclude(snapshot__kind=Kind.TRANSCRIPT)


def certificates_counted(users: Collection[int] | QuerySet) -> QuerySet[Certificate]:
    """What these people hold or held, the newest first. What was replaced counts no more, nor what never came about."""
    counted = ~Q(state__in=ENDED) | Q(state=State.REVOKED)
    held = Certificate.objects.filter(counted, holder__in=users).exclude(PENDING_REPLACEMENT)
    held = held.exclude(snapshot__kind=Kind.TRANSCRIPT)
    return held.order_by("-reserved_at", "-pk")


#: What decides what these people's certificates under these keys are worth, in the order of `certificates_counted`.
DECIDING: Final = Prepared(
    lambda users, keys: (
        certificates_counted(users)
        .filter(achievement_key__in=keys)
        .values_list("holder", "achievement_key", "state", "expires_on")
    ),
    *(MANY, MANY_TEXTS),
)


def standing_on(state: str, expires_on: date | None, day: date) -> Standing:
    """Say what a certificate is worth on that day; what is still being made was decided, and counts."""
    if state == State.REVOKED:
        return Standing.REVOKED
    if state in ENDED:
        return Standing.SUPERSEDED
    return Standing.EXPIRED if expires_on and expires_on < day else Standing.VALID


def certificates_in_the_world() -> QuerySet[Certificate]:
    """What answers to a code or a file, with all that the answer needs."""
    known = Certificate.objects.filter(state__in=IN_THE_WORLD)
    return known.select_related("revocation", "replacement", "superseded_by", "signing_key")


def certificates_standing(standing: Standing, day: date) -> Q:
    """Narrow what is in the world to what stands so on that day."""
    over = Q(expires_on__lt=day)
    return {
        Standing.VALID: Q(state=State.ISSUED) & ~over,
        Standing.EXPIRED: Q(state=State.ISSUED) & over,
        Standing.REVOKED: Q(state=State.REVOKED),
        Standing.SUPERSEDED: Q(state=State.SUPERSEDED),
    }[standing]


def certificates_of_members(institution: Institution) -> QuerySet[Certificate]:
    """What is in the world of those members who let HR officers see it, in the order of issue.

    Whoever leaves, or takes the consent back, is not seen any more, and keeps the certificates.
    """
    members = Membership.objects.filter(institution=institution, consented_at__isnull=False).values("user")
    known = certificates_in_the_world().filter(holder__in=members).exclude(snapshot__kind=Kind.TRANSCRIPT)
    return known.order_by("issued_at", "pk")


def certificates_expiring(first: date, last: date) -> QuerySet[Certificate]:
    """What is in force and ends between these days, nothing newer decided, where somebody asked to be told of it."""
    told = Membership.objects.filter(consented_at__isnull=False, institution__webhook_endpoints__isnull=False)
    holders = told.values("user")
    return _ending(first, last).filter(holder__in=holders).select_related("holder").order_by("expires_on", "pk")


def expiring_certificates(first: date, last: date) -> QuerySet[Certificate]:
    """What is in force and ends between these days, its holder known and nothing newer decided."""
    return _ending(first, last).filter(holder__is_active=True)


def _ending(first: date, last: date) -> QuerySet[Certificate]:
    """What was renewed ends for nobody: the newer one takes its place."""
    later = Certificate.objects.filter(
        holder=OuterRef("holder"), achievement_key=OuterRef("achievement_key"), sequence__gt=OuterRef("sequence")
    )
    ending = Certificate.objects.filter(state=State.ISSUED, superseded_by=None, expires_on__range=(first, last))
    return ending.filter(~Exists(later.exclude(state=State.WITHDRAWN)))


def owed_reminders(today: date) -> QuerySet[ExpiryReminder]:
    """Reminders that were not sent, of what still ends; readers who left the house are not written to."""
    ending = expiring_certificates(today, date.max)
    owed = ExpiryReminder.objects.filter(mailed_at=None, certificate__in=ending, reader__is_active=True)
    return owed.select_related("certificate")
