"""Finding certificates by what people remember, in any script."""

from anyascii import anyascii
from django.db.models import Q, QuerySet

from certification.codes import grouped
from certification.data import Snapshot
from certification.models import (
    Certificate,
)


def folded(text: str) -> str:
    """Return the text in small Latin letters: “Ə” as “e”, “Страница” as “stranitsa”. No database folds scripts."""
    return anyascii(text).lower()


def search_text(snapshot: Snapshot, name: str) -> str:
    """Return all that a registrar may remember of a certificate, folded; `name` is the holder's, printable or not."""
    code = snapshot["code"]
    return folded(" ".join([name, *snapshot["titles"].values(), snapshot["achievement_key"], grouped(code), code]))


def certificates_matching(query: str, known: QuerySet[Certificate]) -> QuerySet[Certificate]:
    """Those of `known` where each word of the query occurs: in the frozen texts, the code or the holder's address."""
    for word in query.split():
        known = known.filter(Q(search_text__contains=folded(word)) | Q(holder__email__icontains=word))
    return known
