"""What the office tells of itself: to those who watch over the site, and to their machines."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from cryptography import x509
from django.db.models import Count, Min
from django.utils.translation import gettext_lazy as _

from academy.house.data import Figure, Section, Words
from academy.house.figures import in_words
from academy.house.late_letters import late_letters
from certification.enums import IN_PRODUCTION, Failure, KeyState, State
from certification.models import Certificate, SigningKey
from certification.selectors.production import (
    count_waiting,
    overdue_certificates,
    unmailed_revocations,
    waiting_certificates,
)

#: A key that ends so soon has to be changed.
ENDS_SOON: Final = timedelta(days=30)
#: From the key upwards, as its certificates lie in one file.
CHAIN: Final[tuple[tuple[str, Words], ...]] = (
    ("signing", _("Signing key, until")),
    ("issuing", _("Issuing key, until")),
    ("root", _("Root key, until")),
)


def figures(now: datetime) -> Iterator[Figure]:
    """Tell of certificates, letters and keys."""
    yield from _by_state()
    yield _overdue(now)
    yield from _by_reason()
    yield from _letters(now)
    yield from _keys(now)


def _by_state() -> Iterator[Figure]:
    """One query. Of what is in production, the oldest is told."""
    found = Certificate.objects.order_by().values_list("state").annotate(Count("pk"), Min("reserved_at"))
    counted = {state: (number, since) for state, number, since in found}
    for state in State:
        number, since = counted.get(state, (0, None))
        yield Figure(
            section=Section.CERTIFICATES,
            metric="academy_certificates",
            labels={"state": state.value},
            label=state.label,
            number=number,
            since=since if state in IN_PRODUCTION else None,
        )


def _overdue(now: datetime) -> Figure:
    number = overdue_certificates(now).count()
    return Figure(
        section=Section.WAITING,
        metric="academy_certificates_overdue",
        label=_("Certificates that have waited for more than an hour"),
        number=number,
        is_wrong=number > 0,
    )


def _by_reason() -> Iterator[Figure]:
    """Tell why certificates wait. A name that cannot be printed waits for its holder, who was told."""
    counted = count_waiting()
    for failure in Failure:
        number = counted.get(failure, 0)
        yield Figure(
            section=Section.WAITING,
            metric="academy_certificates_failed",
            labels={"reason": failure.value},
            label=_("Certificates that wait: %(reason)s") % {"reason": failure.label},
            number=number,
            is_wrong=number > 0 and failure != Failure.NAME,
        )


def _letters(now: datetime) -> Iterator[Figure]:
    issued, revoked = waiting_certificates().filter(state=State.ISSUED), unmailed_revocations()
    yield late_letters("certificate", _("Certificate issued"), issued, moment="issued_at", now=now)
    yield late_letters("revocation", _("Certificate revoked"), revoked, moment="revoked_at", now=now)


def _keys(now: datetime) -> Iterator[Figure]:
    """Tell when the key that signs ends, and those above it."""
    key = SigningKey.objects.filter(state=KeyState.ACTIVE).first()
    if not key:
        return
    chain = x509.load_pem_x509_certificates(key.certificate_pem.encode())
    for (name, label), certificate in zip(CHAIN, chain, strict=False):
        ends_at = certificate.not_valid_after_utc
        yield Figure(
            section=Section.KEYS,
            metric="academy_key_ends_timestamp_seconds",
            labels={"key": name},
            label=label,
            number=ends_at.timestamp(),
            told=in_words(ends_at),
            is_wrong=ends_at < now + ENDS_SOON,
        )
