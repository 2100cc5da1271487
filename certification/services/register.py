"""Copies of the register for the archive: asked for, written row by row by a worker, deleted after a week.

Whoever writes a copy has it for a while (`LEASE`), renewed with each thousand rows: a dead worker's copy is taken up,
and of two that believe they have it one keeps the file. The history tells who made which copy, and its SHA-256.
"""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from django.core.files import File
from django.db import OperationalError, transaction
from django.db.models import F
from django.utils import timezone, translation

from academy.accounts.models import User
from academy.languages import text_in
from academy.later import later
from academy.replica import from_replica
from academy.table_file import write_table
from certification.codes import grouped
from certification.data import Snapshot
from certification.enums import CopyFormat, EventKind, Kind, Standing
from certification.formats.register import RegisterEntry, RegisterHead, heads, line
from certification.models import Certificate, ChainHead, RegisterCopy
from certification.models.register import register_storage
from certification.selectors.register import CHAINS, LEASE, registered_certificates, unfinished_copies
from certification.services.history import record
from certification.services.standing import standing_of

if TYPE_CHECKING:
    from academy import paper
    from certification.formats.register import paper as register_paper
else:
    paper = later("academy.paper")
    register_paper = later("certification.formats.register.paper")

#: The file holds names, so it is kept for as long as it takes to carry it away.
KEPT: Final = timedelta(days=7)
#: Progress is told each so many rows.
STEP: Final = 1000
CHUNK: Final = 500


def ask_for_copy(*, copy: RegisterCopy, by: User) -> RegisterCopy:
    """Keep what was asked for; a task writes it."""
    copy.asked_by = by
    copy.save()
    return copy


def make_register_copy(copy_id: int) -> bool:
    """Write the copy and return whether this call did it; without effect while another worker has it."""
    now = timezone.now()
    due = unfinished_copies(now).filter(pk=copy_id)
    if not due.update(attempts=F("attempts") + 1, next_attempt_at=now + LEASE, rows_done=0):
        return False
    copy = RegisterCopy.objects.select_related("issuer", "template", "asked_by").get(pk=copy_id)
    copy.rows_total = registered_certificates(copy).count()
    copy.save(update_fields=["rows_total"])
    with translation.override(copy.language), tempfile.TemporaryFile() as file:
        rows = _write(copy, file)
        return _keep(copy, file, rows)


def _write(copy: RegisterCopy, file: BinaryIO) -> int:
    """Write all entries and return how many."""
    counted = _Progress(copy)
    with from_replica():
        # The first row decides where all are read: the cursor stays open.
        certificates = registered_certificates(copy).iterator(chunk_size=CHUNK)
        first = next(certificates, None)
    entries = counted(_entries(first, certificates, copy.language))
    if copy.format == CopyFormat.PDF:
        with tempfile.TemporaryFile() as drawn:
            register_paper.write_paper(drawn, _head(copy, first), entries)
            drawn.seek(0)
            paper.as_archive(drawn, file)
    else:
        write_table(file, copy.format, heads(), (line(entry) for entry in entries))
    return counted.rows


class _Progress:
    """Counts what passes, tells it to whoever waits, and renews the lease."""

    def __init__(self, copy: RegisterCopy) -> None:
        self.copy, self.rows = copy, 0

    def __call__(self, entries: Iterator[RegisterEntry]) -> Iterator[RegisterEntry]:
        for entry in entries:
            yield entry
            self.rows += 1
            if self.rows % STEP == 0:
                self._tell()

    def _tell(self) -> None:
        # SQLite refuses to write beside a reading that began before another's writing; then nobody is told.
        with suppress(OperationalError):
            RegisterCopy.objects.filter(pk=self.copy.pk).update(
                rows_done=self.rows, next_attempt_at=timezone.now() + LEASE
            )


def _entries(first: Certificate | None, others: Iterator[Certificate], language: str) -> Iterator[RegisterEntry]:
    day = timezone.localdate()
    if first is not None:
        yield _entry(1, first, language, day)
    for number, certificate in enumerate(others, start=2):
        yield _entry(number, certificate, language, day)


def _entry(number: int, certificate: Certificate, language: str, day: date) -> RegisterEntry:
    snapshot, told = cast("Snapshot", certificate.snapshot), standing_of(certificate, day)
    key = certificate.signing_key
    return RegisterEntry(
        number=number,
        code=grouped(certificate.code),
        credential_id=str(certificate.credential_id),
        holder=snapshot["holder_name"] if certificate.holder_id else "",
        title=text_in(snapshot["titles"], language),
        kind=str(Kind(snapshot["kind"]).label),
        # The hours of a transcript are those of what it lists.
        hours=None if snapshot["kind"] == Kind.TRANSCRIPT else Decimal(snapshot["hours"]),
        score=None if snapshot["score"] is None else Decimal(snapshot["score"]),
        achieved_on=date.fromisoformat(snapshot["achieved_on"]),
        issued_at=timezone.localtime(certificate.issued_at),
        expires_on=certificate.expires_on,
        standing=str(told.standing.label),
        since=told.since,
        reason=str(told.reason.label) if told.reason else "",
        replaced_by=grouped(told.replaced_by) if told.replaced_by else "",
        template=snapshot["template"],
        template_version=snapshot["template_version"],
        key=key.fingerprint if key else "",
        sha256=certificate.sha256,
    )


def _head(copy: RegisterCopy, first: Certificate | None) -> RegisterHead:
    """Return what stands above the entries; the anchors are those of the moment when the entries were read."""
    history, log = (_anchor(name, first) for name in CHAINS)
    made_at = timezone.localtime()
    return RegisterHead(
        language=copy.language,
        first_day=copy.first_day,
        last_day=copy.last_day,
        issuer=text_in(copy.issuer.name, copy.language) if copy.issuer else "",
        template=copy.template.slug if copy.template else "",
        standing=str(Standing(copy.standing).label) if copy.standing else "",
        made_at=made_at,
        zone=timezone.get_current_timezone_name(),
        made_by=copy.asked_by.legal_name if copy.asked_by else "",
        history=history,
        log=log,
    )


def _anchor(name: str, first: Certificate | None) -> tuple[int, str]:
    if first is None:
        head = ChainHead.objects.get(pk=name)
        return head.position, head.hash
    return getattr(first, f"{name}_position"), getattr(first, f"{name}_hash")


def _keep(copy: RegisterCopy, file: BinaryIO, rows: int) -> bool:
    """Store the file, let the row point to it, and tell the history. The loser of a race removes its own file."""
    file.seek(0)
    sha256 = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    file.seek(0)
    name = register_storage().save(f"{copy.pk}-{sha256[:16]}.{copy.format}", File(file))
    with transaction.atomic():
        waiting = RegisterCopy.objects.filter(pk=copy.pk, made_at=None)
        now = timezone.now()
        if waiting.update(document=name, sha256=sha256, made_at=now, rows_done=rows, rows_total=rows):
            subject = f"register:{copy.first_day}/{copy.last_day}"
            facts = _facts(copy) | {"entries": rows, "sha256": sha256}
            record(kind=EventKind.REGISTER_COPIED, subject=subject, facts=facts, actor=copy.asked_by)
            return True
    register_storage().delete(name)
    return False


def _facts(copy: RegisterCopy) -> dict[str, str]:
    return {
        "issuer": copy.issuer.slug if copy.issuer else "",
        "template": copy.template.slug if copy.template else "",
        "standing": copy.standing,
        "format": copy.format,
        "language": copy.language,
    }


def delete_old_files() -> int:
    """Delete the files of copies that were made more than a week ago, and return how many. The rows stay."""
    old = RegisterCopy.objects.filter(made_at__lt=timezone.now() - KEPT).exclude(document="")
    copies = list(old)
    for copy in copies:
        copy.document.delete(save=False)
        copy.save(update_fields=["document"])
    return len(copies)
