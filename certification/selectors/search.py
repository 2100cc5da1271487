"""Finding certificates by what people remember, in any script."""

from typing import Final

from anyascii import anyascii
from django.db.models import Q, QuerySet

from certification.codes import grouped
from certification.data import Snapshot
from certification.models import (
    Certificate,
)


class _Letters(dict[int, str]):
    """What stands for a character, by its number; nothing depends on those beside it. The common ones are kept."""

    #: Scripts with an alphabet lie before the symbols and the thousands of Chinese characters.
    _COMMON: Final = 0x2000

    def __missing__(self, number: int) -> str:
        letters = anyascii(chr(number)).lower()
        if number < self._COMMON:
            self[number] = letters
        return letters


_LETTERS: Final = _Letters()


def folded(text: str) -> str:
    """Return the text in small Latin letters: “Ə” as “e”, “Страница” as “stranitsa”. No database folds scripts."""
    return text.translate(_LETTERS)


def search_text(snapshot: Snapshot, name: str) -> str:
    """Return all that a registrar may remember of a certificate, folded; `name` is the holder's, printable or not."""
    code = snapshot["code"]
    return folded(" ".join([name, *snapshot["titles"].values(), snapshot["achievement_key"], grouped(code), code]))


def certificates_matching(query: str, known: QuerySet[Certificate]) -> QuerySet[Certificate]:
    """Those of `known` where each word of the query occurs: in the frozen texts, the code or the holder's address."""
    for word in query.split():
        known = known.filter(Q(search_text__contains=folded(word)) | Q(holder__email__icontains=word))
    return known
