"""What an answer to a code is made of: the certificate, its key, and what the log holds of it. Read at once."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Case, CharField, Subquery, Value, When
from django.utils import timezone

from academy.prepared import Joined, Prepared
from certification.enums import IN_THE_WORLD, Standing
from certification.models import Certificate, LogCheckpoint, LogLeaf, SigningKey
from certification.selectors.certificates import certificates_standing
from certification.selectors.log_nodes import PackedNodes

#: What an answer needs of a certificate, and of the key that signed it; in the order of the models, as `from_db` asks.
_TOLD: Final = (
    *("id", "code", "holder_id", "snapshot", "state", "sha256", "signing_key_id", "issued_at", "expires_on"),
    *("disclosure", "superseded_by_id"),
)
_TOLD_OF_KEY: Final = ("id", "is_demo", "compromised_at")


def _standing(day: date) -> Case:
    cases = [When(certificates_standing(standing, day), then=Value(standing.value)) for standing in Standing]
    return Case(*cases, output_field=CharField())


_WITH_CODE: Final = Prepared(
    lambda code, day: (
        Certificate.objects.filter(code=code, state__in=IN_THE_WORLD)
        .order_by()
        .annotate(standing=_standing(day))
        .values_list(*_TOLD, *(f"signing_key__{name}" for name in _TOLD_OF_KEY), "standing")
    ),
    "the code",
    date.min,
)


class Entered(NamedTuple):
    """An entry of the log by its leaf’s number, the newest checkpoint, and the nodes between the two.

    A checkpoint is a signed note over the whole log. Where the database packs no nodes, they are None.
    """

    leaf: int
    salt: bytes
    entered_at: datetime
    kind: str
    at: datetime
    facts: dict[str, Any]
    newest: str
    nodes: bytes | None


_NEWEST: Final = LogCheckpoint.objects.order_by("-size")
_ENTERED: Final = Prepared(
    lambda code: (
        LogLeaf.objects.filter(event__subject=code)
        .order_by("index")
        .annotate(newest=Subquery(_NEWEST.values("note")[:1]))
        .annotate(nodes=PackedNodes("index", Subquery(_NEWEST.values("size")[:1])))
        .values_list("index", "salt", "entered_at", "event__kind", "event__at", "event__facts", "newest", "nodes")
    ),
    "the code",
)
#: What is read for a code and a day. In each row the certificate's id comes first; its standing is in this column.
ANSWER: Final = Joined(_WITH_CODE, _ENTERED)
STANDING: Final = len(_TOLD) + len(_TOLD_OF_KEY)


def certificate_in_the_world(code: str) -> tuple[Certificate | None, Sequence[Entered]]:
    """Return what answers to this code, and its entries in the log, in order. One query, for a stranger's code just so.

    What else a certificate has, and what only a revoked or replaced one has, is read when it is asked for.
    """
    return answer_of(ANSWER.rows(code, timezone.localdate()))


def answer_of(rows: Sequence[Sequence[Any]]) -> tuple[Certificate | None, Sequence[Entered]]:
    """Return the certificate and its entries out of the rows of `ANSWER`."""
    entries = [Entered(*row[STANDING + 1 :]) for row in rows if row[STANDING + 1] is not None]
    return (_certificate(rows[0]) if rows else None), sorted(entries)


def entered(code: str) -> Sequence[Entered]:
    """Return what the log holds of a certificate, in order. One query."""
    return [Entered(*row) for row in _ENTERED.rows(code)]


def _certificate(row: Sequence[Any]) -> Certificate:
    certificate = Certificate.from_db(DEFAULT_DB_ALIAS, _TOLD, row[: len(_TOLD)])
    if certificate.signing_key_id:
        certificate.signing_key = SigningKey.from_db(DEFAULT_DB_ALIAS, _TOLD_OF_KEY, row[len(_TOLD) : STANDING])
    return certificate
