"""The lists of revoked credentials: places are given at random, and the list is signed anew when one is revoked."""

import json
import secrets
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from certification.enums import ENDED
from certification.formats.open_badges.status_list import BITS, encoded_list, status_list_credential
from certification.models import Certificate, Credential, StatusList
from certification.services.credential_keys import active_credential_key
from certification.signing.data_integrity import with_proof

#: Where the lists are served (certification/urls.py). The addresses stand in the credentials, for ever.
ADDRESS: Final = "/credentials/status/{}"
#: So long is a list read: a week of trouble with the worker makes no credential doubtful.
LASTS: Final = timedelta(days=7)
RENEWED_AFTER: Final = timedelta(hours=23)
#: A list takes so many: a fourth of the places stays free, so that one is found at random in a few tries.
CAPACITY: Final = BITS * 3 // 4


def status_list_address(number: int) -> str:
    """Return where the list is served."""
    return settings.SITE_URL + ADDRESS.format(number)


def credential_row(certificate: Certificate) -> Credential:
    """Return the certificate's place in a list, given now or before. The list can be read before the credential is.

    Raises CredentialKeyMissing.
    """
    known = Credential.objects.filter(certificate=certificate).first()
    if known is None:
        status_list = _open_list()
        known = _placed(certificate, status_list)
    return known


def publish_status_lists(*, at_once: bool = False) -> int:
    """Sign each list anew whose bits have changed or that is a day old, and return how many.

    Raises CredentialKeyMissing.
    """
    numbers = StatusList.objects.order_by("number").values_list("number", flat=True)
    return sum(_publish(number, at_once=at_once) for number in numbers)


def _open_list() -> StatusList:
    """Return the list that takes more, signed; a new one when the last one is full."""
    newest = StatusList.objects.order_by("-number").first()
    if newest is None or newest.credentials.count() >= CAPACITY:
        number = newest.number + 1 if newest else 1
        newest, _made = StatusList.objects.get_or_create(number=number)
    if not newest.document:
        _publish(newest.number)
    return newest


def _placed(certificate: Certificate, status_list: StatusList) -> Credential:
    """Draw places until one is free; the database says which are. Another worker may have been first."""
    while True:
        try:
            with transaction.atomic():
                return Credential.objects.create(
                    certificate=certificate,
                    status_list=status_list,
                    status_index=secrets.randbelow(BITS),
                    made_at=timezone.now().replace(microsecond=0),
                )
        except IntegrityError:
            if known := Credential.objects.filter(certificate=certificate).first():
                return known


@transaction.atomic
def _publish(number: int, *, at_once: bool = False) -> bool:
    """Sign one list. It is held meanwhile, so that no worker writes an older state over a newer one."""
    held, now = StatusList.objects.select_for_update().get(number=number), timezone.now()
    ended = Credential.objects.filter(status_list=held, certificate__state__in=ENDED)
    encoded = encoded_list(ended.values_list("status_index", flat=True))
    fresh = held.made_at is not None and held.made_at > now - RENEWED_AFTER
    if fresh and not at_once and f'"{encoded}"' in held.document:
        return False
    key = active_credential_key()
    unsigned = status_list_credential(
        status_list_address(number), issuer=key.did, encoded=encoded, since=now, until=now + LASTS
    )
    signed = with_proof(unsigned, key.signer.key, method=key.method, created=now)
    held.document, held.made_at = json.dumps(signed, ensure_ascii=False), now
    held.save(update_fields=["document", "made_at"])
    return True
