from collections.abc import Sequence
from datetime import date

from django.db import transaction

from academy.accounts.models import User
from certification.data import HoursRecord
from certification.enums import Kind
from certification.models import Certificate, CertificateTemplate
from certification.services.keys import ensure_demo_key
from certification.services.production import produce_certificate
from certification.services.transcripts import reserve_transcript
from tests.factories.certification import make_template

YEAR = {"first_day": date(2026, 1, 1), "last_day": date(2026, 12, 31)}


def make_transcript_template() -> CertificateTemplate:
    """The one template of transcripts."""
    found = CertificateTemplate.objects.filter(kind=Kind.TRANSCRIPT).first()
    return found or make_template(kind=Kind.TRANSCRIPT, design="transcript")


def make_reserved_transcript(
    holder: User, *, records: Sequence[HoursRecord] = (), language: str = "en", **days: date
) -> Certificate:
    """The holder's transcript of 2026 in English."""
    make_transcript_template()
    with transaction.atomic():
        return reserve_transcript(holder=holder, language=language, records=records, **YEAR | days)


def make_transcript(holder: User, **asked: object) -> Certificate:
    """The same, issued."""
    ensure_demo_key()
    transcript = make_reserved_transcript(holder, **asked)
    produce_certificate(transcript.pk)
    transcript.refresh_from_db()
    return transcript
