"""Transcripts: what register and courses know of one person's days, frozen, signed and issued like a certificate.

The same days and the same facts are one transcript, whoever asks how often: the key is made of both. A certificate that
is revoked later does not change the paper; the page that verifies it says what became of each certificate.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final, cast

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from academy.accounts.models import User
from certification.canonical import digest
from certification.data import Achievement, HoursRecord, Snapshot, TranscriptEntry, TranscriptText
from certification.enums import CERTIFYING, Disclosure, Kind, Standing, State
from certification.errors import NothingToList, TooManyTranscripts, TooMuchToList
from certification.models import Certificate, CertificateTemplate
from certification.rendering.words import printed_date
from certification.selectors.certificates import certificates_held_by, certificates_in_the_world, transcripts_held_by
from certification.services.issuance import reserve_certificate
from certification.services.standing import standing_of

#: New ones in a day; asking again for one that is there costs nothing.
DAILY: Final = 10
MOST_ENTRIES: Final = 300


def transcript_template() -> CertificateTemplate | None:
    """Return the template of transcripts: the first that was made."""
    return CertificateTemplate.objects.filter(kind=Kind.TRANSCRIPT).select_related("issuer").order_by("pk").first()


def transcript_entries(
    *, holder: User, first_day: date, last_day: date, records: Iterable[HoursRecord]
) -> list[TranscriptEntry]:
    """Return what a transcript of these days would list today, in the order of the days. One query.

    What was replaced is left out, because what replaced it is there.
    """
    known = certificates_in_the_world().filter(pk__in=certificates_held_by(holder).values("pk"))
    entries = [_certified(certificate) for certificate in known.exclude(state=State.SUPERSEDED)]
    entries += [_recorded(record) for record in records]
    within = [entry for entry in entries if first_day.isoformat() <= entry["achieved_on"] <= last_day.isoformat()]
    return sorted(within, key=lambda entry: (entry["achieved_on"], entry["issued_on"] or "", entry["code"]))


def counted_hours(entries: Sequence[TranscriptEntry]) -> Decimal:
    """Return the total."""
    return sum((Decimal(entry["hours"]) for entry in entries if entry["is_counted"]), Decimal(0))


@transaction.atomic
def reserve_transcript(
    *, holder: User, first_day: date, last_day: date, language: str, records: Iterable[HoursRecord]
) -> Certificate:
    """Return the transcript of these days in this language, reserved now, or found when nothing has changed since.

    Raises NothingToList, TooMuchToList and TooManyTranscripts. The account is held, so two clicks count as two.
    """
    User.objects.select_for_update(no_key=True).get(pk=holder.pk)
    template = transcript_template()
    entries = transcript_entries(holder=holder, first_day=first_day, last_day=last_day, records=records)
    if not entries or template is None:
        raise NothingToList
    if len(entries) > MOST_ENTRIES:
        raise TooMuchToList
    facts = digest({"language": language, "entries": entries})[:32]
    key = f"transcript:{first_day}:{last_day}:{facts}"
    mine = transcripts_held_by(holder)
    recent = mine.filter(reserved_at__gt=timezone.now() - timedelta(days=1))
    if recent.count() >= DAILY and not mine.filter(achievement_key=key).exists():
        raise TooManyTranscripts
    achievement = Achievement(
        key=key,
        titles={code: period_in_words(first_day, last_day, code) for code, _name in settings.LANGUAGES},
        hours=counted_hours(entries),
        achieved_on=timezone.localdate(),
        language=language,
        transcript=TranscriptText(
            first_day=first_day.isoformat(),
            last_day=last_day.isoformat(),
            entries=entries,
            labels=transcript_labels(language),
        ),
    )
    return reserve_certificate(holder=holder, template=template, achievement=achievement)


@dataclass(frozen=True, kw_only=True)
class ListedCertificate:
    """A line of a transcript with the standing of today; of hours without a certificate there is none."""

    code: str
    titles: dict[str, str]
    kind: str
    hours: Decimal
    achieved_on: date
    standing: Standing | None = None
    since: date | None = None


def listed_today(certificate: Certificate) -> tuple[ListedCertificate, ...]:
    """Return what the transcript lists, and what became of it. One query; none for a certificate.

    Of a person who was erased nothing is listed: a list of courses may tell who it was. Of a certificate whose holder
    shows nothing but validity, the title is not told.
    """
    snapshot = cast("Snapshot", certificate.snapshot)
    if "transcript" not in snapshot or certificate.holder_id is None:
        return ()
    entries = snapshot["transcript"]["entries"]
    known = certificates_in_the_world().filter(code__in=[entry["code"] for entry in entries if entry["code"]])
    today = {one.code: standing_of(one, timezone.localdate()) for one in known}
    secret = {one.code for one in known if one.disclosure == Disclosure.VALIDITY}
    return tuple(
        ListedCertificate(
            code=entry["code"],
            titles={} if entry["code"] in secret else entry["titles"],
            kind=entry["kind"],
            hours=Decimal(entry["hours"]),
            achieved_on=date.fromisoformat(entry["achieved_on"]),
            standing=today[entry["code"]].standing if entry["code"] in today else None,
            since=today[entry["code"]].since if entry["code"] in today else None,
        )
        for entry in entries
    )


def period_in_words(first_day: date, last_day: date, language: str) -> str:
    """Return both days, as they stand on the paper."""
    first, last = (printed_date(day.isoformat(), language) for day in (first_day, last_day))
    return f"{first} – {last}"


def _certified(certificate: Certificate) -> TranscriptEntry:
    snapshot = cast("Snapshot", certificate.snapshot)
    standing = standing_of(certificate, timezone.localdate()).standing
    return TranscriptEntry(
        code=certificate.code,
        titles=snapshot["titles"],
        kind=snapshot["kind"],
        hours=snapshot["hours"],
        is_counted=snapshot["kind"] != Kind.PROGRAMME and standing != Standing.REVOKED,
        achieved_on=snapshot["achieved_on"],
        issued_on=timezone.localdate(cast("datetime", certificate.issued_at)).isoformat(),
        expires_on=snapshot["expires_on"],
        standing=standing.value,
    )


def _recorded(record: HoursRecord) -> TranscriptEntry:
    return TranscriptEntry(
        code="",
        titles=dict(record.titles),
        kind="",
        hours=format(record.hours, "f"),
        is_counted=True,
        achieved_on=record.achieved_on.isoformat(),
        issued_on=None,
        expires_on=None,
        standing="",
    )


def transcript_labels(language: str) -> dict[str, str]:
    """Return the words around the facts, frozen: catalogues change between two releases."""
    with override(language):
        words = {
            "title": _("Course, seminar or programme"),
            "hours": _("Hours"),
            "achieved_on": _("Date"),
            "expires_on": _("Valid until"),
            "standing": _("State"),
            "code": _("Code"),
            "total": _("Total"),
            "uncertified": _("hours without a certificate"),
            "programme_note": _("The hours of a programme are those of its parts and are not added again."),
            "revoked_note": _("The hours of a revoked certificate are not added."),
            "today_note": _("What became of a certificate since is told where it or this transcript is verified."),
            "endless": _("without an end"),
        }
        kinds = {str(kind.value): str(kind.label) for kind in CERTIFYING}
        standings = {str(standing.value): str(standing.label) for standing in Standing}
    return words | kinds | standings
