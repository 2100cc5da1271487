"""What the holder lets the public verification tell, and the name that it confirms without telling it."""

import hmac
import re
import unicodedata
from collections.abc import Collection
from typing import Final

from django.db import transaction

from academy.accounts.models import User
from certification.enums import Disclosure
from certification.models import Certificate, HolderChoice
from certification.selectors.search import folded

_WORDS: Final = re.compile(r"\w+")


def default_disclosure(holder: User) -> Disclosure:
    """Return what the holder has chosen for certificates to come; at first everything, as on paper."""
    return default_disclosures([holder.pk])[holder.pk]


def default_disclosures(holders: Collection[int]) -> dict[int, Disclosure]:
    """Return the same of many, by id. One query."""
    chosen = dict(HolderChoice.objects.filter(holder__in=holders).values_list("holder", "disclosure"))
    return {holder: Disclosure(chosen.get(holder) or Disclosure.ALL) for holder in holders}


def choose_disclosure(*, certificate: Certificate, disclosure: Disclosure) -> None:
    """Let the verification of this certificate tell so much, from now on.

    It is no event of the history: nothing that was certified changes, and people may change their mind each day.
    """
    certificate.disclosure = disclosure
    certificate.save(update_fields=["disclosure"])


@transaction.atomic
def choose_default_disclosure(*, holder: User, disclosure: Disclosure, also_existing: bool) -> None:
    """Let the certificates to come tell so much, and those that the holder has, where that is wanted."""
    HolderChoice.objects.update_or_create(holder=holder, defaults={"disclosure": disclosure})
    if also_existing:
        Certificate.objects.filter(holder=holder).update(disclosure=disclosure)


def is_same_name(typed: str, name: str) -> bool:
    """Tell whether a person who read the name would have typed this, in about the same time whatever was typed.

    Case, accents and spaces do not matter, nor the order of the words: “gunay aliyeva” is not “Əliyeva Günay”, “gunay
    eliyeva” is. I, İ, ı and i are one letter here, so no rule of one language for small letters can err.
    """
    return hmac.compare_digest(name_key(typed), name_key(name))


def name_key(name: str) -> bytes:
    """Return what two spellings of one name share."""
    words = sorted(folded(word) for word in _WORDS.findall(unicodedata.normalize("NFC", name)))
    return " ".join(words).encode()
