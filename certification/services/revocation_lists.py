"""The lists of revoked keys: made anew each day, and at once when a key was lost."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Final

from cryptography import x509
from django.conf import settings
from django.utils import timezone

from certification.enums import KeyState
from certification.errors import SigningKeyMissing
from certification.models import RevocationList, SigningKey
from certification.selectors.office import newest_list
from certification.signing.material import LIST, Pair, key_identifier, load_pair
from certification.signing.revocation_list import make_list

#: So long is a list read: a week of trouble with the worker makes no signature doubtful.
ISSUING_LASTS: Final = timedelta(days=7)
#: The root may lie in a safe; it comes out for the yearly change of keys.
ROOT_LASTS: Final = timedelta(days=400)
RENEWED_AFTER: Final = timedelta(hours=23)


def publish_revocation_lists(*, at_once: bool = False) -> int:
    """Make each list whose key lies here and that is a day old, and return how many. Two workers make one list."""
    return sum(_publish(pair, lasts, at_once=at_once) for pair, lasts in _authorities())


def lists_above(chain: tuple[x509.Certificate, ...]) -> list[bytes]:
    """Return the lists of our authorities above a key. Raises SigningKeyMissing when one is absent or has run out.

    A bought seal stands below other authorities, which publish lists of their own.
    """
    ours = [above for below, above in pairwise(chain) if _names_our_list(below, above)]
    found = [newest_list(key_identifier(authority)) for authority in ours]
    current = [bytes(one.der) for one in found if one and one.valid_until > timezone.now()]
    if len(current) < len(found):
        raise SigningKeyMissing("a list of revoked keys is absent or has run out")
    return current


def _names_our_list(below: x509.Certificate, above: x509.Certificate) -> bool:
    try:
        places = below.extensions.get_extension_for_class(x509.CRLDistributionPoints).value
        return any(name.value.endswith(LIST.format(key_identifier(above))) for one in places for name in one.full_name)
    except x509.ExtensionNotFound:
        return False


def _authorities() -> Iterator[tuple[Pair, timedelta]]:
    places: tuple[tuple[Path, timedelta], ...] = (
        (settings.ISSUING_KEY_FILE, ISSUING_LASTS),
        (settings.ROOT_KEY_FILE, ROOT_LASTS),
    )
    for file, lasts in places:
        if file.exists():
            yield load_pair(file, settings.AUTHORITY_PASSPHRASE_FILE), lasts


def _publish(authority: Pair, lasts: timedelta, *, at_once: bool) -> bool:
    now, name = timezone.now(), key_identifier(authority.certificate)
    newest = newest_list(name)
    if newest and not at_once and newest.made_at > now - RENEWED_AFTER:
        return False
    number = newest.number + 1 if newest else 1
    der = make_list(authority, _revoked(authority), number=number, now=now, lasts=lasts)
    made = RevocationList(authority=name, number=number, der=der, made_at=now, valid_until=now + lasts)
    RevocationList.objects.bulk_create([made], ignore_conflicts=True)
    return True


def _revoked(authority: Pair) -> Iterator[tuple[int, datetime]]:
    for key in SigningKey.objects.filter(state=KeyState.COMPROMISED).order_by("pk"):
        own = x509.load_pem_x509_certificate(key.certificate_pem.encode())
        if own.issuer == authority.certificate.subject and key.compromised_at:
            yield own.serial_number, key.compromised_at
