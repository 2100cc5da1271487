"""Bulk issue, in order: proposed, looked at, confirmed, and then reserved part by part, each part in one transaction.

A part is won by one conditional UPDATE of how many lines are dealt with, in the transaction that reserves them: whoever
is killed leaves all of a part or none, and twice is once.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, cast

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from academy.accounts.models import User
from academy.lists.people import PersonRow, read_people
from certification.data import Achievement, BatchRow, Candidate
from certification.enums import EventKind, LineState, State
from certification.errors import NobodyToCertify
from certification.models import Batch, Certificate, CertificateTemplate
from certification.selectors.office import newest_version
from certification.services.disclosure import default_disclosures
from certification.services.history import record_all
from certification.services.issuance import reservation, reservation_facts

#: Lines in a part: some tenths of a second, during which other decisions wait for the head of the history.
PART: Final = 500
#: Afterwards a proposal that nobody confirmed is deleted, and what the lines of a confirmed one said.
KEPT: Final = timedelta(days=30)


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
    return [certificate.pk for certificate in made if certificate.state == State.RESERVED]


def _reserve(batch: Batch, rows: Sequence[BatchRow]) -> list[Certificate]:
    """Make the rows of those who have none for this achievement; whoever comes between two statements is left out."""
    wanted = [row["holder"] for row in rows]
    known = Certificate.objects.filter(holder__in=wanted, achievement_key=batch.achievement_key)
    held = set(known.values_list("holder_id", flat=True))
    people, version = User.objects.in_bulk(wanted), newest_version(batch.template)
    shown = default_disclosures(people)
    new = [
        Certificate(
            holder=people[row["holder"]],
            achievement_key=batch.achievement_key,
            batch=batch,
            owes_letter=bool(batch.writes_letters),
            **reservation(people[row["holder"]], version, _achievement(batch, row), shown[people[row["holder"]].pk]),
        )
        for row in rows
        if row["holder"] in people and row["holder"] not in held
    ]
    Certificate.objects.bulk_create(new, ignore_conflicts=True)
    stored = dict(Certificate.objects.filter(code__in=[one.code for one in new]).values_list("code", "pk"))
    made = [certificate for certificate in new if certificate.code in stored]
    for certificate in made:
        certificate.pk = stored[certificate.code]
    told = [(certificate.code, reservation_facts(certificate)) for certificate in made]
    record_all(kind=EventKind.RESERVED, told=told, actor=batch.proposed_by)
    return made


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
