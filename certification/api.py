"""The one door of the issuing office. Other apps import nothing else of it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.db import transaction
from django.db.models import OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from academy.accounts.models import User
from academy.languages import text_in
from academy.prepared import MANY, Prepared
from certification import tasks
from certification.codes import grouped
from certification.data import Achievement, Candidate, HeldCertificate, HeldStanding, HoursRecord, IssuedCertificate
from certification.enums import CERTIFYING, Failure, Kind, Standing, State
from certification.errors import NameUnprintable, TemplateMissing
from certification.models import Certificate, CertificateTemplate, RegisterCopy
from certification.selectors.certificates import (
    DECIDED,
    DECIDING,
    certificates_counted,
    certificates_held_by,
    certificates_in_force,
    documents_held_by,
    has_certificate,
    standing_on,
    transcripts_held_by,
)
from certification.selectors.office import published_templates
from certification.services.batches import propose_batch
from certification.services.demo_life import show_life_after_issue
from certification.services.issuance import reserve_certificate
from certification.services.keys import ensure_demo_key
from certification.services.log_keys import make_log_key
from certification.services.office import set_up_office
from certification.services.production import produce_certificate
from certification.services.register import ask_for_copy
from certification.services.transcripts import reserve_transcript

__all__ = [
    "CERTIFYING",
    "CODES",
    "DECIDED",
    "DECIDING",
    "Achievement",
    "Candidate",
    "HeldCertificate",
    "HeldStanding",
    "HoursRecord",
    "IssuedCertificate",
    "Kind",
    "Standing",
    "certificate_for",
    "certificates_held",
    "certificates_of",
    "certificates_with_codes",
    "certified_keys",
    "codes_by_holder",
    "documents_of",
    "ensure_demo_key",
    "ensure_demo_log_key",
    "ensure_register_copy",
    "holders_of",
    "issue_certificate",
    "keys_in_force",
    "produce_waiting",
    "propose_certificates",
    "published_templates",
    "request_transcript",
    "set_up_office",
    "show_life_after_issue",
    "standings_held",
    "transcripts_of",
]


def issue_certificate(
    *, holder: User, template: CertificateTemplate | int, achievement: Achievement
) -> IssuedCertificate:
    """Reserve the certificate in the caller's transaction and have it produced after the commit; twice is once.

    Neither a broker that is away nor a name that cannot be printed fails the caller: the sweeper produces it later.
    """
    found = template if isinstance(template, CertificateTemplate) else CertificateTemplate.objects.get(pk=template)
    certificate = reserve_certificate(holder=holder, template=found, achievement=achievement)
    if certificate.state == State.RESERVED:
        _produce_after_commit(certificate.pk)
    return _shown(certificate)


def request_transcript(
    *, holder: User, first_day: date, last_day: date, language: str, records: Iterable[HoursRecord]
) -> IssuedCertificate:
    """Reserve the transcript of these days and have it produced after the commit; with nothing new, twice is once.

    `records` are the hours that the caller has recorded and no certificate tells of. Raises NothingToList,
    TooMuchToList and TooManyTranscripts.
    """
    transcript = reserve_transcript(
        holder=holder, first_day=first_day, last_day=last_day, language=language, records=records
    )
    if transcript.state == State.RESERVED:
        _produce_after_commit(transcript.pk)
    return _shown(transcript)


def certified_keys(user: User) -> set[str]:
    """Return the keys of all achievements for which the user was ever given a certificate. One query."""
    return set(certificates_held_by(user).values_list("achievement_key", flat=True))


def transcripts_of(user: User) -> list[IssuedCertificate]:
    """Return the user's transcripts, the newest first, in every state."""
    return [_shown(transcript) for transcript in transcripts_held_by(user)]


def ensure_register_copy(*, by: User, first_day: date, last_day: date) -> None:
    """Have a copy of the register made for the archive if there is none at all: the demo shows one."""
    if RegisterCopy.objects.exists():
        return
    copy = ask_for_copy(copy=RegisterCopy(first_day=first_day, last_day=last_day, language=by.language), by=by)
    transaction.on_commit(lambda: tasks.make_register_copy.delay(copy.pk), robust=True)


def produce_waiting(holder: User) -> None:
    """Produce now what the holder waits for: the demo does not wait for its worker."""
    for certificate_id in list(documents_held_by(holder).filter(state=State.RESERVED).values_list("pk", flat=True)):
        produce_certificate(certificate_id)


def propose_certificates(  # noqa: PLR0913 - what is certified, to whom, and who asks
    *,
    template: int | None,
    key: str,
    titles: Mapping[str, str],
    candidates: Sequence[Candidate],
    note: str = "",
    by: User,
) -> str:
    """Keep who would get a certificate, and return the address where that is looked at and confirmed.

    Nothing is issued before. `template` is an id. Raises RuleBroken where there is no template, or nobody.
    """
    found = CertificateTemplate.objects.filter(pk=template).first()
    if found is None:
        raise TemplateMissing
    batch = propose_batch(template=found, key=key, titles=titles, candidates=candidates, note=note, by=by)
    return reverse("batch", args=[batch.pk])


def _produce_after_commit(certificate_id: int) -> None:
    def queue() -> None:
        tasks.produce_certificate.delay(certificate_id)

    # Not a partial: Django asks the function for its name when it fails.
    transaction.on_commit(queue, robust=True)


def ensure_demo_log_key() -> None:
    """Make the key of the demo's transparency log if there is none. Twice is once."""
    make_log_key(demo=True)


def certificates_of(user: User) -> list[IssuedCertificate]:
    """Return what the user was certified, the newest first, in every state."""
    return [_shown(certificate) for certificate in certificates_held_by(user)]


def documents_of(user: User | OuterRef) -> QuerySet[Certificate]:
    """Return all that names the user as its holder, to be counted or asked whether there is any."""
    return Certificate.objects.filter(holder=user)


def certificate_for(user: User, key: str) -> IssuedCertificate | None:
    """Return the user's certificate for the achievement with this key; the newest, when one was replaced."""
    if not has_certificate(user, key):
        return None
    certificate = certificates_held_by(user).filter(achievement_key=key).first()
    return None if certificate is None else _shown(certificate)


#: What these people's certificates for one achievement are called, the newest last.
CODES: Final = Prepared(
    lambda users, key: (
        Certificate.objects.filter(holder__in=users, achievement_key=key)
        .order_by("reserved_at", "pk")
        .values_list("holder_id", "code")
    ),
    MANY,
    "no key",
)


def codes_by_holder(codes: Iterable[Sequence[Any]]) -> dict[int, str]:
    """Return, by the id of the holder, the code of the certificate of each, out of rows of `CODES`. No query."""
    return {holder: grouped(code) for holder, code in codes}


#: What `_held` reads: the snapshot holds much more, and people by the thousand are asked for.
_FACTS = ("holder", "achievement_key", "code", "state", "issued_at", "expires_on", "language", "snapshot__titles")


def certificates_held(users: Collection[int] | QuerySet) -> list[HeldCertificate]:
    """Return what these people hold or held, the newest first, but for what was replaced. One query.

    Whether somebody may know is for the caller to decide: a holder's wish for privacy is about the public page alone.
    """
    return _held(certificates_counted(users).values_list(*_FACTS))


def standings_held(deciding: Iterable[Sequence[Any]]) -> list[HeldStanding]:
    """Return the same of rows of `DECIDING`, as far as it decides whether something is fulfilled. No query."""
    today = timezone.localdate()
    held = []
    for holder, key, state, expires_on in deciding:
        standing = standing_on(state, expires_on, today)
        held.append(HeldStanding(holder, key, standing, standing == Standing.VALID, expires_on))
    return held


def certificates_with_codes(codes: Collection[str]) -> dict[str, HeldCertificate]:
    """Return by its code what became of each of these certificates, as far as it has a holder. One query."""
    found = Certificate.objects.filter(code__in=codes, holder__isnull=False)
    return {certificate.code: certificate for certificate in _held(found.values_list(*_FACTS))}


def _held(facts: Iterable[Sequence[Any]]) -> list[HeldCertificate]:
    today, language = timezone.localdate(), get_language()
    held = []
    for holder, key, code, state, issued_at, expires_on, own_language, titles in facts:
        standing = standing_on(state, expires_on, today)
        certificate = HeldCertificate(
            holder=holder,
            key=key,
            code=code,
            grouped_code=grouped(code),
            title=text_in(titles, language or own_language),
            standing=standing,
            is_in_force=standing == Standing.VALID,
            issued_on=issued_at and timezone.localdate(issued_at),
            expires_on=expires_on,
        )
        held.append(certificate)
    return held


def holders_of(key: str) -> set[int]:
    """Return, by id, who has a certificate for the achievement, in whatever state. One query."""
    held = Certificate.objects.filter(achievement_key=key, holder__isnull=False)
    return {holder for holder in held.values_list("holder_id", flat=True) if holder}


def keys_in_force(user: User, keys: Collection[str]) -> set[str]:
    """Return those of the achievement keys whose certificate the user holds in force today. One query, or none."""
    held = certificates_in_force(user, timezone.localdate()).filter(achievement_key__in=keys)
    return set(held.values_list("achievement_key", flat=True))


def _shown(certificate: Certificate) -> IssuedCertificate:
    return IssuedCertificate(
        code=certificate.code,
        grouped_code=grouped(certificate.code),
        state=certificate.state,
        title=text_in(certificate.snapshot["titles"], get_language() or certificate.language),
        issued_on=certificate.issued_at and timezone.localdate(certificate.issued_at),
        is_downloadable=certificate.state == State.ISSUED,
        problem=str(NameUnprintable.message) if certificate.failure == Failure.NAME else "",
    )
