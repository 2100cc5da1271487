"""What crosses the door of the issuing office: plain, frozen, serialisable values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class Achievement:
    """What was achieved, frozen at the moment of the decision. A certificate needs nothing else of the course.

    `key` names it once and for all ("course:UDC-101"): one holder and one key make one certificate.
    `titles` holds one title per language; `hours` are CPD hours, exact; `score` is per cent, or None where nothing was tested.
    """

    key: str
    titles: Mapping[str, str]
    hours: Decimal
    achieved_on: date
    score: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class IssuedCertificate:
    """What another app may know of a certificate."""

    code: str
    state: str
    title: str
    issued_on: date | None
    is_downloadable: bool
