"""How a list is narrowed and read in pieces. A cursor names a place and stays good: what is new stands behind it."""

import base64
from datetime import UTC, date, datetime
from typing import Final, Literal

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from ninja import Field, Schema
from ninja.errors import ValidationError
from pydantic.json_schema import SkipJsonSchema

from certification.enums import Standing
from certification.models import Certificate
from certification.selectors.certificates import certificates_standing

_MOMENT: Final = "%Y%m%d%H%M%S.%f"
#: The largest number of a row that a database can be asked for.
_LARGEST: Final = 2**63 - 1
MOST_ROWS: Final = 100
#: What is left out of an address; the document does not speak of null, which no address can hold.
Missing = SkipJsonSchema[None]


class Filters(Schema):
    """What the list is narrowed to, and which piece of it is asked for."""

    verdict: Literal["valid", "expired", "superseded", "revoked"] | Missing = Field(None, description=_("The verdict."))
    issued_from: date | Missing = Field(None, description=_("First day of issue."))
    issued_until: date | Missing = Field(None, description=_("Last day of issue."))
    expires_from: date | Missing = Field(None, description=_("The validity ends on this day or later."))
    expires_until: date | Missing = Field(None, description=_("The validity ends on this day or earlier."))
    cursor: str = Field("", max_length=100, description=_("“next” of the piece before."))
    limit: int = Field(50, ge=1, le=MOST_ROWS, description=_("Certificates in one piece."))


def narrowed(rows: QuerySet[Certificate], filters: Filters) -> QuerySet[Certificate]:
    """Return the rows that the filters leave."""
    if filters.verdict:
        rows = rows.filter(certificates_standing(Standing(filters.verdict), timezone.localdate()))
    days = {
        "issued_at__date__gte": filters.issued_from,
        "issued_at__date__lte": filters.issued_until,
        "expires_on__gte": filters.expires_from,
        "expires_on__lte": filters.expires_until,
    }
    return rows.filter(**{field: day for field, day in days.items() if day})


def cursor_of(certificate: Certificate) -> str:
    """Name the place behind this row."""
    place = f"{certificate.issued_at:{_MOMENT}} {certificate.pk}"
    return base64.urlsafe_b64encode(place.encode()).decode().rstrip("=")


def rows_after(rows: QuerySet[Certificate], cursor: str) -> QuerySet[Certificate]:
    """Return the rows behind the place that the cursor names. Raises ValidationError for what is no cursor of ours."""
    if not cursor:
        return rows
    try:
        moment, number = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().split(" ")
        issued_at, pk = datetime.strptime(moment, _MOMENT).replace(tzinfo=UTC), int(number)
        if not 0 <= pk <= _LARGEST:
            raise ValueError
    except ValueError as error:
        raise ValidationError([{"loc": ["query", "cursor"], "msg": "This is no cursor that we gave."}]) from error
    return rows.filter(Q(issued_at__gt=issued_at) | Q(issued_at=issued_at, pk__gt=pk))
