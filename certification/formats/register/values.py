"""What a copy of the register says, in words already: no models, nothing that would have to be translated."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from certification.enums import Standing


@dataclass(frozen=True, kw_only=True)
class RegisterEntry:
    """One certificate. `holder` is empty where the person was erased; `hours` is None where they stand elsewhere too.

    `issued_at` is a local time. `since` and `reason` belong to the standing; `replaced_by` is a code.
    """

    number: int
    code: str
    credential_id: str
    holder: str
    title: str
    kind: str
    hours: Decimal | None
    score: Decimal | None
    achieved_on: date
    issued_at: datetime
    expires_on: date | None
    standing: str
    since: date | None
    reason: str
    replaced_by: str
    template: str
    template_version: int
    key: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class RegisterHead:
    """What stands above and below the entries: the part of the register, who made the copy, and its anchors.

    `made_at` is a local time. `history` and `log` are (position, hash) of the heads of both chains at that moment.
    """

    language: str
    first_day: date
    last_day: date
    issuer: str
    template: str
    standing: str
    made_at: datetime
    zone: str
    made_by: str
    history: tuple[int, str]
    log: tuple[int, str]


@dataclass
class Totals:
    """Counts kinds by standing, hours by kind, and keys, while the entries pass."""

    counts: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))
    hours: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    keys: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    entries: int = 0

    def add(self, entry: RegisterEntry) -> None:
        """Count one entry in."""
        self.entries += 1
        self.counts[entry.kind][entry.standing] += 1
        self.hours[entry.kind] += entry.hours or 0
        self.keys[entry.key] += 1

    @property
    def standings(self) -> list[str]:
        """The standings that occur, in the order of a certificate's life."""
        found = {standing for row in self.counts.values() for standing in row}
        return [str(standing.label) for standing in Standing if standing.label in found]

    @property
    def by_standing(self) -> Mapping[str, int]:
        """How many entries stand so, of all kinds."""
        return {standing: sum(row[standing] for row in self.counts.values()) for standing in self.standings}
