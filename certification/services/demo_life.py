"""What the demo shows of life after issue: a certificate that was replaced, and one that soon expires."""

from collections.abc import Mapping
from copy import copy
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any, Final

from django.utils import timezone

from academy.accounts.models import User
from certification.data import Achievement
from certification.enums import ReplacementReason
from certification.models import Certificate, CertificateTemplate, CertificateWording
from certification.services.issuance import MONTHS, reserve_certificate
from certification.services.production import produce_certificate
from certification.services.replacement import correct_certificate, is_replaceable, said_by
from certification.services.templates import publish_version

#: So many days the certificate that soon expires has left on the day on which the demo is made.
DAYS_LEFT: Final = 20


def show_life_after_issue(*, holder: User, template: CertificateTemplate, texts: Mapping[str, Any]) -> None:
    """Give the holder both, unless they are there. `texts` holds what each certifies, and the misspelt name."""
    _show_replaced(holder, template, texts["replaced"])
    _show_expiring(holder, template, texts["expiring"])


def _show_replaced(holder: User, template: CertificateTemplate, texts: Mapping[str, Any]) -> None:
    """Issue it with a slip of the pen in the name, and have it put right."""
    misspelt = copy(holder)
    misspelt.legal_name = texts["misspelt"]
    achieved = _achievement(texts, days_ago=60)
    certificate = reserve_certificate(holder=misspelt, template=template, achievement=achieved)
    produce_certificate(certificate.pk)
    certificate.refresh_from_db()
    if is_replaceable(certificate) and certificate.sequence == 1:
        right = replace(said_by(certificate), holder_name=holder.legal_name)
        reason = ReplacementReason.SPELLING
        correct_certificate(certificate=certificate, correction=right, reason=reason, decided_by=None)


def _show_expiring(holder: User, template: CertificateTemplate, texts: Mapping[str, Any]) -> None:
    """Issue it for a year that is nearly over. A second run of the demo finds it, whatever its day."""
    if Certificate.objects.filter(holder=holder, achievement_key=texts["key"]).exists():
        return
    last = timezone.localdate() + timedelta(days=DAYS_LEFT)
    begun = last.replace(year=last.year - 1, day=min(last.day, 28))
    achieved = replace(_achievement(texts, days_ago=0), achieved_on=begun)
    reserve_certificate(holder=holder, template=_yearly(template), achievement=achieved)


def _achievement(texts: Mapping[str, Any], *, days_ago: int) -> Achievement:
    return Achievement(
        key=texts["key"],
        titles=texts["titles"],
        hours=Decimal(texts["hours"]),
        achieved_on=timezone.localdate() - timedelta(days=days_ago),
        score=Decimal(texts["score"]),
    )


def _yearly(template: CertificateTemplate) -> CertificateTemplate:
    """Return a template that says the same for a year."""
    facts = {"kind": template.kind, "design": template.design, "issuer": template.issuer, "valid_months": MONTHS}
    facts |= {"is_renewed_by_registrar": True}
    yearly, made = CertificateTemplate.objects.get_or_create(slug=f"{template.slug}-year", defaults=facts)
    if made:
        for wording in CertificateWording.objects.filter(template=template):
            wording.pk, wording.template = None, yearly
            wording.save()
        publish_version(template=yearly)
    return yearly
