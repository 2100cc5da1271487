"""Reads that more than one place needs."""

from datetime import date, datetime

from anyascii import anyascii
from django.db.models import Count, Q, QuerySet

from academy.accounts.models import User
from certification.codes import grouped
from certification.data import Snapshot
from certification.enums import ENDED, IN_PRODUCTION, IN_THE_WORLD, Failure, State
from certification.models import Certificate, Revocation, RevocationList, Verification

#: A certificate that is to take the place of another, and is not issued yet: until then the other one counts.
PENDING_REPLACEMENT = Q(supersedes__isnull=False) & ~Q(state__in=IN_THE_WORLD)

#: What production can carry on with by itself. A name that cannot be printed waits for its holder instead.
UNFINISHED = (Q(state__in=IN_PRODUCTION) & ~Q(failure=Failure.NAME)) | Q(
    state=State.ISSUED, mailed_at=None, holder__isnull=False
)


def certificates_held_by(user: User) -> QuerySet[Certificate]:
    """Everything certified to this person, the newest first. What replaces another is left out until it is issued."""
    held = Certificate.objects.filter(holder=user).exclude(PENDING_REPLACEMENT).exclude(state=State.WITHDRAWN)
    held = held.select_related("revocation", "superseded_by")
    return held.order_by("-reserved_at", "-pk")


def certificates_in_force(user: User, day: date) -> QuerySet[Certificate]:
    """What stands for an achievement of this person on that day; what is still being made was decided, and counts."""
    lasting = Q(expires_on=None) | Q(expires_on__gte=day)
    return Certificate.objects.filter(lasting, holder=user).exclude(state__in=ENDED)


def certificates_in_the_world() -> QuerySet[Certificate]:
    """What answers to a code or a file, with all that the answer needs."""
    known = Certificate.objects.filter(state__in=IN_THE_WORLD)
    return known.select_related("revocation", "replacement", "superseded_by", "signing_key")


def verification_counts(user: User) -> dict[int, int]:
    """Return how often each certificate of this person was asked for, by its id, as long as that is kept. One query."""
    asked = Verification.objects.filter(certificate__holder=user).values_list("certificate")
    return dict(asked.annotate(Count("pk")).order_by())


def unfinished_certificates(moment: datetime) -> QuerySet[Certificate]:
    """What was never queued, died half-way, failed, or was never mailed, and is due again."""
    return Certificate.objects.filter(UNFINISHED, next_attempt_at__lte=moment).order_by("next_attempt_at")


def certificates_waiting_for_a_name() -> QuerySet[Certificate]:
    """What could not be produced because its holder's name cannot be printed."""
    waiting = Certificate.objects.filter(state=State.FAILED, failure=Failure.NAME, holder__isnull=False)
    return waiting.select_related("holder")


def unmailed_revocations() -> QuerySet[Revocation]:
    """Revocations of which the holder, who is still there to be told, was not told."""
    return Revocation.objects.filter(mailed_at=None, certificate__holder__isnull=False)


def newest_list(authority: str) -> RevocationList | None:
    """Return the list of revoked keys that this authority signed last."""
    return RevocationList.objects.filter(authority=authority).order_by("-number").first()


def folded(text: str) -> str:
    """Return the text in small Latin letters: “Ə” as “e”, “Страница” as “stranitsa”. No database folds scripts."""
    return anyascii(text).lower()


def search_text(snapshot: Snapshot, name: str) -> str:
    """Return all that a registrar may remember of a certificate, folded; `name` is the holder's, printable or not."""
    code = snapshot["code"]
    return folded(" ".join([name, *snapshot["titles"].values(), snapshot["achievement_key"], grouped(code), code]))


def certificates_matching(query: str, known: QuerySet[Certificate]) -> QuerySet[Certificate]:
    """Those of `known` where each word of the query occurs: in the frozen texts, the code or the holder's address."""
    for word in query.split():
        known = known.filter(Q(search_text__contains=folded(word)) | Q(holder__email__icontains=word))
    return known
