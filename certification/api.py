"""The one door of the issuing office. Other apps import nothing else of it."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from academy.accounts.models import User
from academy.languages import text_in
from certification import tasks
from certification.codes import grouped
from certification.data import Achievement, IssuedCertificate
from certification.enums import Failure, Kind, State
from certification.errors import NameUnprintable
from certification.models import Certificate, CertificateTemplate
from certification.selectors import certificates_held_by, certificates_in_force
from certification.services.issuance import reserve_certificate
from certification.services.keys import ensure_demo_key
from certification.services.log_keys import make_log_key
from certification.services.office import set_up_office

__all__ = [
    "Achievement",
    "IssuedCertificate",
    "Kind",
    "certificate_for",
    "certificates_by_holder",
    "certificates_of",
    "ensure_demo_key",
    "ensure_demo_log_key",
    "issue_certificate",
    "keys_in_force",
    "set_up_office",
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


def certificate_for(user: User, key: str) -> IssuedCertificate | None:
    """Return the user's certificate for the achievement with this key; the newest, when one was replaced."""
    certificate = certificates_held_by(user).filter(achievement_key=key).first()
    return None if certificate is None else _shown(certificate)


def certificates_by_holder(users: Collection[int], key: str) -> dict[int, IssuedCertificate]:
    """Return, by the id of the holder, the certificate of each of these people for the achievement. One query."""
    found = Certificate.objects.filter(holder__in=users, achievement_key=key).order_by("reserved_at", "pk")
    return {certificate.holder_id: _shown(certificate) for certificate in found if certificate.holder_id}


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
