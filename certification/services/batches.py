"""Bulk issue, in order: proposed, looked at, confirmed, and then reserved part by part, each part in one transaction.

A part is won by one conditional UPDATE of how many lines are dealt with, in the transaction that reserves them: whoever
is killed leaves all of a part or none, and twice is once.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final, cast
from uuid import uuid4

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from academy.accounts.models import User
from academy.lists.people import PersonRow, read_people
from academy.saving import PreparedInsert
from certification.data import Achievement, BatchRow, Candidate
from certification.enums import EventKind, LineState, State
from certification.errors import NobodyToCertify
from certification.models import Batch, Certificate, CertificateTemplate
from certification.selectors.office import newest_version
from certification.services.disclosure import default_disclosures
from certification.services.history import record_all
from certification.services.issuance import Reserving

#: Lines in a part: some tenths of a second, during which other decisions wait for the head of the history.
PART: Final = 500
#: Afterwards a proposal that nobody confirmed is deleted, and what the lines of a confirmed one said.
KEPT: Final = timedelta(days=30)
_COLUMNS: Final = (
    *("code", "credential_id", "holder_id", "template_id", "template_version_id", "achievement_key", "language"),
    *("snapshot", "search_text", "state", "failure", "failure_detail", "batch_id", "owes_letter", "reserved_at"),
    *("expires_on", "disclosure"),
)
#: Whoever got the certificate meanwhile is left out.
_CERTIFICATES: Final = PreparedInsert(Certificate, *_COLUMNS, ignore_conflicts=True)


def propose_batch(  # noqa: PLR0913 - what is certified, to whom, and who asks
    *,
    template: CertificateTemplate,
    key: str,
    titles: Mapping[str, str],
    candidates: Sequence[Candidate],
    note: str = "",
    by: User,
) -> Batch:
    """Keep who would get a certificate, for the look at them. Nothing is issued. Raises as `keep_batch`."""
    ordered = sorted(candidates, key=lambda one: one.holder)
    rows = [_row(one, line) for line, one in enumerate(ordered, start=1)]
    return keep_batch(template=template, key=key, titles=titles, rows=rows, note=note, by=by)


def keep_batch(  # noqa: PLR0913 - as above
    *, template: CertificateTemplate, key: str, titles: Mapping[str, str], rows: Sequence[BatchRow], note: str, by: User
) -> Batch:
    """Keep the lines, those with a problem too. Raises NobodyToCertify, and TemplateUnpublished."""
    if not rows:
        raise NobodyToCertify
    newest_version(template)
    return Batch.objects.create(
        template=template,
        achievement_key=key,
        titles=dict(titles),
        note=note[:200],
        rows=list(rows),
        size=len(rows),
        faulty=sum(bool(row["problem"]) for row in rows),
        proposed_by=by,
    )


def propose_list(  # noqa: PLR0913 - what is certified, and the file
    *,
    template: CertificateTemplate,
    code: str,
    titles: Mapping[str, str],
    hours: Decimal,
    achieved_on: date,
    content: bytes,
    file_name: str,
    by: User,
) -> Batch:
    """Read a list of addresses, and keep its lines for the look at them. Raises ListUnreadable, and then keeps nothing.

    What was achieved elsewhere is named by a short code of the office's own.
    """
    people = read_people(content)
    accounts = dict(User.objects.filter(email__in=[row.email for row in people]).values_list("email", "pk"))
    rows = [_line(row, accounts.get(row.email), hours, achieved_on) for row in people]
    key = f"event:{code}"
    return keep_batch(template=template, key=key, titles=titles, rows=rows, note=file_name, by=by)


def _line(row: PersonRow, holder: int | None, hours: Decimal, achieved_on: date) -> BatchRow:
    problem = row.problem or ("" if holder else LineState.UNKNOWN.value)
    return BatchRow(
        line=row.line,
        holder=None if problem else holder,
        text=row.email,
        problem=problem,
        hours=format(hours, "f"),
        score=None,
        achieved_on=achieved_on.isoformat(),
    )


def _row(candidate: Candidate, line: int) -> BatchRow:
    return BatchRow(
        line=line,
        holder=candidate.holder,
        text="",
        problem="",
        hours=format(candidate.hours, "f"),
        score=None if candidate.score is None else format(candidate.score, "f"),
        achieved_on=candidate.achieved_on.isoformat(),
    )


def confirm_batch(*, batch: Batch, writes_letters: bool) -> bool:
    """Have the batch issued from now on, with or without letters; return whether this call did it."""
    unconfirmed = Batch.objects.filter(pk=batch.pk, confirmed_at=None)
    return bool(unconfirmed.update(confirmed_at=timezone.now(), writes_letters=writes_letters))


@transaction.atomic
def reserve_part(*, batch_id: int) -> list[int] | None:
    """Reserve the next lines of a confirmed batch; return the new certificates, or None when there is nothing to do.

    Nothing is left to do for this call, too, while another one is at the same lines.
    """
    batch = Batch.objects.select_related("template", "proposed_by").get(pk=batch_id)
    rows = cast("list[BatchRow]", batch.rows)[batch.done : batch.done + PART]
    mine = Batch.objects.filter(pk=batch.pk, done=batch.done, confirmed_at__isnull=False)
    if not rows or not mine.update(done=F("done") + len(rows)):
        return None
    made = _reserve(batch, [row for row in rows if row["holder"] and not row["problem"]])
    left_out = sum(not row["problem"] for row in rows) - len(made)
    Batch.objects.filter(pk=batch.pk).update(held=F("held") + left_out)
    return [number for number, state in made if state == State.RESERVED]


def _reserve(batch: Batch, rows: Sequence[BatchRow]) -> list[tuple[int, str]]:
    """Make the rows of those who have none for this achievement, and return their numbers and states.

    Whoever comes between two statements is left out.
    """
    wanted = [row["holder"] for row in rows if row["holder"]]
    known = Certificate.objects.filter(holder__in=wanted, achievement_key=batch.achievement_key)
    held = set(known.values_list("holder_id", flat=True))
    part = _Part(batch, wanted)
    new = [part.fields(row) for row in rows if row["holder"] in part.people and row["holder"] not in held]
    _CERTIFICATES.insert([[fields[column] for column in _COLUMNS] for fields in new])
    stored = dict(Certificate.objects.filter(code__in=[fields["code"] for fields in new]).values_list("code", "pk"))
    made = [fields for fields in new if fields["code"] in stored]
    told = [(fields["code"], fields["facts"]) for fields in made]
    record_all(kind=EventKind.RESERVED, told=told, actor=batch.proposed_by)
    return [(stored[fields["code"]], fields["state"]) for fields in made]


class _Part:
    """What the rows of a part have in common, and its holders: name and language by id."""

    def __init__(self, batch: Batch, holders: Collection[int]) -> None:
        """Ask for all of it."""
        found = User.objects.filter(pk__in=holders).values_list("pk", "legal_name", "language")
        self.people = {holder: (name, language) for holder, name, language in found}
        self._batch, self._version = batch, newest_version(batch.template)
        self._disclosures = default_disclosures(self.people)
        self._reserving: dict[tuple[str, ...], Reserving] = {}
        self._same = {
            "template_id": batch.template_id,
            "template_version_id": self._version.pk,
            "achievement_key": batch.achievement_key,
            "state": State.RESERVED,
            "failure": "",
            "failure_detail": "",
            "batch_id": batch.pk,
            "owes_letter": bool(batch.writes_letters),
            "reserved_at": timezone.now(),
        }

    def fields(self, row: BatchRow) -> dict[str, Any]:
        """Return the fields of the row of a certificate, and beside them the facts that the history tells."""
        holder = cast("int", row["holder"])
        name, language = self.people[holder]
        reserving = self._of(row, language)
        fields = reserving.fields(name)
        own = {"credential_id": uuid4(), "holder_id": holder, "disclosure": self._disclosures[holder]}
        return {**self._same, **fields, **own, "facts": reserving.facts(fields["code"])}

    def _of(self, row: BatchRow, language: str) -> Reserving:
        key = language, row["hours"], row["achieved_on"], row["score"] or ""
        if key not in self._reserving:
            self._reserving[key] = Reserving(self._version, _achievement(self._batch, row), language)
        return self._reserving[key]


def _achievement(batch: Batch, row: BatchRow) -> Achievement:
    return Achievement(
        key=batch.achievement_key,
        titles=batch.titles,
        hours=Decimal(row["hours"]),
        achieved_on=date.fromisoformat(row["achieved_on"]),
        score=None if row["score"] is None else Decimal(row["score"]),
    )


@transaction.atomic
def forget_batches() -> int:
    """Delete proposals that nobody confirmed within thirty days, empty the lists of what was issued; return how many.

    How many lines there were is kept; who got a certificate stands in the register.
    """
    old = Batch.objects.filter(proposed_at__lt=timezone.now() - KEPT)
    deleted, _rows = old.filter(confirmed_at=None).delete()
    return deleted + old.filter(done=F("size")).exclude(rows=[]).update(rows=[])
