from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from academy.accounts.models import User
from certification.data import Achievement, Correction
from certification.enums import Kind, ReplacementReason, State
from certification.models import Certificate, CertificateTemplate, CertificateWording, Issuer, Signatory
from certification.services.issuance import reserve_certificate
from certification.services.keys import ensure_demo_key
from certification.services.production import produce_certificate
from certification.services.replacement import correct_certificate, said_by
from certification.services.templates import publish_version
from tests.factories.people import make_user

_numbers = count(1)

TITLES = {
    "az": "Universal Onluq Təsnifat: cədvəldən rəfə",
    "ru": "Универсальная десятичная классификация: от таблицы до полки",
    "en": "Universal Decimal Classification: from table to shelf",
}
ISSUER = {"az": "Kitabxanaçı Akademiyası", "ru": "Академия библиотекаря", "en": "Librarian Academy"}
WORDINGS: Mapping[str, Mapping[str, str]] = {
    "az": {
        "title": "Səriştə sertifikatı",
        "before_name": "Bu sertifikat təsdiq edir ki,",
        "after_name": "“{course}” kursunu müvəffəqiyyətlə başa vurub.",
        "hours_label": "Həcm, akademik saat",
        "score_label": "Nəticə",
        "date_label": "Tarix",
        "code_label": "Yoxlama kodu",
        "valid_until_label": "Etibarlılıq müddətinin sonu",
        "signed_note": "Elektron imza ilə imzalanıb. Yoxlama: {url}",
    },
    "ru": {
        "title": "Сертификат о подтверждении компетенции",
        "before_name": "Владелец сертификата",
        "after_name": "Настоящий сертификат подтверждает успешное освоение курса «{course}».",
        "hours_label": "Объём, ак. ч.",
        "score_label": "Результат",
        "date_label": "Дата",
        "code_label": "Код проверки",
        "valid_until_label": "Действителен до",
        "signed_note": "Подписан электронной подписью. Проверка: {url}",
    },
    "en": {
        "title": "Certificate of competence",
        "before_name": "This certifies that",
        "after_name": "has completed the course “{course}”.",
        "hours_label": "Workload, academic hours",
        "score_label": "Result",
        "date_label": "Date",
        "code_label": "Verification code",
        "valid_until_label": "Valid until",
        "signed_note": "Digitally signed. Verify at {url}",
    },
}


def make_template(**fields: Any) -> CertificateTemplate:
    """A published template with an issuer, one signatory and the wording in three languages."""
    template = make_draft(**fields)
    publish_version(template=template)
    return template


def make_draft(**fields: Any) -> CertificateTemplate:
    """A template of which no version is published."""
    number = next(_numbers)
    issuer = Issuer.objects.create(slug=f"issuer-{number}", name=ISSUER)
    Signatory.objects.create(
        issuer=issuer,
        name={"az": "Aygün Nümunəli", "ru": "Айгюн Образцова", "en": "Aygun Sample"},
        post={"az": "Direktor", "ru": "Директор", "en": "Director"},
    )
    fields = {"slug": f"template-{number}", "kind": Kind.COMPETENCE, "design": "competence", "issuer": issuer} | fields
    template = CertificateTemplate.objects.create(**fields)
    for language, words in WORDINGS.items():
        CertificateWording.objects.create(template=template, language=language, **words)
    return template


def make_achievement(**fields: Any) -> Achievement:
    """Something achieved on 5 September 2026, each time another thing unless `key` is given."""
    facts: dict[str, Any] = {
        "key": f"course:C-{next(_numbers)}",
        "titles": TITLES,
        "hours": Decimal("4.50"),
        "achieved_on": date(2026, 9, 5),
        "score": Decimal("92.00"),
    }
    return Achievement(**facts | fields)


def make_reserved(
    holder: User | None = None, template: CertificateTemplate | None = None, **achievement: Any
) -> Certificate:
    """A certificate that was decided and not produced."""
    return reserve_certificate(
        holder=holder or make_user(),
        template=template or make_template(),
        achievement=make_achievement(**achievement),
    )


def make_issued(
    holder: User | None = None, template: CertificateTemplate | None = None, **achievement: Any
) -> Certificate:
    """A certificate signed with the demo key, stored, issued and mailed."""
    ensure_demo_key()
    certificate = make_reserved(holder, template, **achievement)
    produce_certificate(certificate.pk)
    certificate.refresh_from_db()
    return certificate


def make_correction(certificate: Certificate, **changes: Any) -> Correction:
    """What the certificate says, but for the changes."""
    return replace(said_by(certificate), **changes)


def make_successor(certificate: Certificate, **changes: Any) -> Certificate:
    """The decided replacement of an issued certificate, not produced yet."""
    return correct_certificate(
        certificate=certificate,
        correction=make_correction(certificate, **(changes or {"holder_name": "Əliyeva Günel Şahin qızı"})),
        reason=ReplacementReason.SPELLING,
        note="letter of 12 November",
        decided_by=None,
    )


def make_replaced(holder: User | None = None) -> tuple[Certificate, Certificate]:
    """An issued certificate that was replaced, and the issued one in its place."""
    old = make_issued(holder)
    newer = make_successor(old)
    produce_certificate(newer.pk)
    for certificate in (old, newer):
        certificate.refresh_from_db()
    return old, newer


def forget_certificates() -> None:
    """Let the register know of no issued file, as if it had never made one: nothing issued can be deleted."""
    Certificate.objects.update(state=State.RESERVED, sha256="", signing_key=None)
