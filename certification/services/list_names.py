"""Names in lists of codes, compared so that nobody finds a hidden one by trying.

A name that the holder shows to everyone is compared as often as it stands there. One that is only confirmed is compared
with few different names in one list, and with no more in one window than are counted for the certificate in all.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from certification.enums import Disclosure, NameAnswer
from certification.models import Certificate, CodeList
from certification.services.disclosure import is_same_name, name_key
from certification.services.verification import CERTIFICATE_NAME_LIMIT
from certification.services.verification_records import names_tried

#: Different names that one list may try for one certificate: people change names, and lists hold errors.
LIST_NAME_LIMIT: Final = 3
_COMPARED: Final = (NameAnswer.SAME, NameAnswer.DIFFERENT)


class Guesses:
    """What this list has tried, by code, and how many names were tried for each certificate from anywhere."""

    def __init__(self, earlier: Mapping[str, set[bytes]], tried: Mapping[int, int]) -> None:
        """Begin with the names of earlier parts of the list, and with the counts of the window."""
        self._earlier = defaultdict(set, earlier)
        self._tried = defaultdict(int, tried)
        self._new: dict[str, set[bytes]] = defaultdict(set)

    def answer(self, certificate: Certificate, name: str) -> NameAnswer:
        """Compare the name, where there is one in the list and the holder lets names be confirmed."""
        if not name:
            return NameAnswer.NOT_ASKED
        holder = certificate.snapshot["holder_name"]
        if certificate.disclosure == Disclosure.VALIDITY or not holder or certificate.holder_id is None:
            return NameAnswer.NOT_TOLD
        if certificate.disclosure == Disclosure.NAME and not self._may_try(certificate, name_key(name)):
            return NameAnswer.TOO_MANY
        return NameAnswer.SAME if is_same_name(name, holder) else NameAnswer.DIFFERENT

    def take(self, certificate: Certificate, name: str) -> bool:
        """Tell once of each name that it was tried for the first time here, so that it is counted."""
        new, key = self._new[certificate.code], name_key(name)
        is_new = key in new
        new.discard(key)
        return is_new

    def _may_try(self, certificate: Certificate, key: bytes) -> bool:
        earlier = self._earlier[certificate.code]
        if key in earlier:
            return True
        if len(earlier) >= LIST_NAME_LIMIT or self._tried[certificate.pk] >= CERTIFICATE_NAME_LIMIT:
            return False
        earlier.add(key)
        self._new[certificate.code].add(key)
        self._tried[certificate.pk] += 1
        return True


def guesses_in(known: CodeList, named: Sequence[Certificate]) -> Guesses:
    """Return what was tried for those whose names are hidden, and let no other list try at the same time.

    Within a transaction. Two queries, where there are such certificates.
    """
    hidden = {one.pk: one.code for one in named if one.disclosure == Disclosure.NAME}
    if not hidden:
        return Guesses({}, {})
    list(Certificate.objects.select_for_update(no_key=True).filter(pk__in=hidden).order_by("pk").values_list("pk"))
    return Guesses(_earlier(known, set(hidden.values())), names_tried(hidden))


def _earlier(known: CodeList, codes: set[str]) -> dict[str, set[bytes]]:
    names: dict[str, set[bytes]] = defaultdict(set)
    for (_line, _typed, name, _cells), answer in zip(known.rows[: known.done], known.answers, strict=True):
        if answer["code"] in codes and answer["name"] in _COMPARED:
            names[answer["code"]].add(name_key(name))
    return names
