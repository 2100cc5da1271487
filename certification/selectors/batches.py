"""How a bulk issue stands, line by line."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, F, QuerySet

from academy.accounts.models import User
from certification.data import BatchRow
from certification.enums import (
    IN_THE_WORLD,
    Failure,
    LineState,
    State,
)
from certification.errors import NameUnprintable
from certification.models import (
    Batch,
    Certificate,
)
from certification.rendering.names import printable_name


@dataclass(frozen=True, kw_only=True)
class BatchLine:
    """A line of a bulk issue, and what its confirmation would do."""

    line: int
    name: str
    address: str
    state: LineState


def batch_lines(batch: Batch) -> list[BatchLine]:
    """Every line with its state at this moment. Two queries."""
    holders = [row["holder"] for row in batch.rows if row["holder"]]
    people = User.objects.in_bulk(holders)
    known = Certificate.objects.filter(holder__in=holders, achievement_key=batch.achievement_key)
    held = {holder for holder in known.values_list("holder_id", flat=True) if holder}
    return [_line(row, people.get(row["holder"]), held) for row in batch.rows]


def _line(row: BatchRow, person: User | None, held: set[int]) -> BatchLine:
    if row["problem"]:
        return BatchLine(line=row["line"], name="", address=row["text"], state=LineState(row["problem"]))
    if person is None:
        return BatchLine(line=row["line"], name="", address=row["text"], state=LineState.GONE)
    state = LineState.HELD if person.pk in held else _name_state(person.legal_name)
    return BatchLine(line=row["line"], name=person.legal_name, address=person.email, state=state)


def _name_state(name: str) -> LineState:
    try:
        printable_name(name)
    except NameUnprintable:
        return LineState.NAME
    return LineState.READY


@dataclass(frozen=True, kw_only=True)
class BatchProgress:
    """How far a confirmed bulk issue has come. `failures` counts certificates that wait, by the reason."""

    total: int
    done: int
    held: int
    faulty: int
    issued: int
    waiting: int
    failures: Mapping[Failure, int]

    @property
    def is_finished(self) -> bool:
        """Whether nothing is left that production does by itself."""
        return self.done == self.total and not self.waiting

    @property
    def percent(self) -> int:
        """The part of the people who are to get a certificate and have it, rounded down."""
        people = self.total - self.faulty - self.held
        return self.issued * 100 // people if people else 100


def batch_progress(batch: Batch) -> BatchProgress:
    """Count. One query."""
    counts = Certificate.objects.filter(batch=batch).values_list("state", "failure").annotate(Count("pk")).order_by()
    by_state, failures = Counter[str](), Counter[Failure]()
    for state, failure, number in counts:
        by_state[state] += number
        if state == State.FAILED:
            failures[Failure(failure)] += number
    issued = sum(by_state[state] for state in IN_THE_WORLD)
    return BatchProgress(
        total=batch.size,
        done=batch.done,
        held=batch.held,
        faulty=batch.faulty,
        issued=issued,
        waiting=by_state.total() - issued - failures[Failure.NAME],
        failures=failures,
    )


def unfinished_batches() -> QuerySet[Batch]:
    """Confirmed bulk issues of which some lines are not dealt with."""
    return Batch.objects.filter(confirmed_at__isnull=False, done__lt=F("size"))


def visible_batches(user: User) -> QuerySet[Batch]:
    """Bulk issues that the person has proposed; all of them for whoever keeps the register."""
    if user.has_perm("certification.view_batch"):
        return Batch.objects.all()
    return Batch.objects.filter(proposed_by=user)


def batch_files(batch: Batch) -> QuerySet[Certificate]:
    """The issued certificates of a bulk issue that stand, by their code."""
    return Certificate.objects.filter(batch=batch, state=State.ISSUED).order_by("code")
