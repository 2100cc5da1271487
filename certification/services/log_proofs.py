"""What the log can prove: that a certificate is in it, and that it was only ever appended to."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from django.db.models import Subquery

from academy.prepared import Prepared
from certification.enums import EventKind
from certification.errors import NoSuchTree
from certification.log.merkle import (
    Range,
    complete_subtrees,
    consistency_path,
    inclusion_path,
    range_hash,
    root_of_path,
)
from certification.log.note import Checkpoint, read_checkpoint
from certification.models import Certificate, Event, LogCheckpoint, LogLeaf
from certification.services.log import commitment, statement, stored_nodes


@dataclass(frozen=True, kw_only=True)
class LogEntry:
    """One entry with its proof: `hashes` lead from the leaf to the root of the tree of `size`.

    `is_proven` says that they do, and that the entry tells the same file as the register.
    """

    kind: EventKind
    entered_at: datetime
    index: int
    size: int
    salt: bytes
    statement: str
    hashes: tuple[bytes, ...]
    is_proven: bool

    @property
    def number(self) -> int:
        """The place of the entry as people count."""
        return self.index + 1


#: What the log holds of a certificate, and the newest checkpoint beside each entry.
_ENTERED: Final = Prepared(
    lambda code: (
        LogLeaf.objects.filter(event__subject=code)
        .order_by("index")
        .annotate(newest=Subquery(LogCheckpoint.objects.order_by("-size").values("note")[:1]))
        .values_list("newest", "index", "salt", "entered_at", "event__kind", "event__at", "event__facts")
    ),
    "the code",
)


def newest_checkpoint() -> str | None:
    """Return the signed note over the whole log, or None before its first entry. One query."""
    return LogCheckpoint.objects.order_by("-size").values_list("note", flat=True).first()


def log_entries(certificate: Certificate) -> tuple[LogEntry, ...]:
    """Return the entries of a certificate in order, proven against the newest checkpoint. Two queries, or one."""
    rows = _ENTERED.rows(certificate.code)
    if not rows:
        return ()
    leaves = [_leaf(certificate.code, *row[1:]) for row in rows]
    newest = _read(rows[0][0])
    paths = {leaf.index: inclusion_path(leaf.index, newest.size) for leaf in leaves}
    nodes = _nodes([part for path in paths.values() for part in path])
    return tuple(_entry(leaf, certificate, newest, _hashes(paths[leaf.index], nodes)) for leaf in leaves)


def consistency_proof(*, first: int, second: int) -> list[bytes]:
    """Prove that the tree of `first` leaves is the beginning of that of `second`. Raises NoSuchTree."""
    newest = LogCheckpoint.objects.order_by("-size").values_list("size", flat=True).first() or 0
    if not 0 < first <= second <= newest:
        raise NoSuchTree
    path = consistency_path(first, second)
    return list(_hashes(path, _nodes(path)))


def _leaf(code: str, index: int, salt: bytes, entered_at: datetime, *told: Any) -> LogLeaf:
    event = Event(subject=code, **dict(zip(("kind", "at", "facts"), told, strict=True)))
    return LogLeaf(index=index, salt=salt, entered_at=entered_at, event=event)


@lru_cache(maxsize=4)
def _read(note: str) -> Checkpoint:
    """Read our own checkpoint. Its signature is for others to check: the web process holds no key."""
    return read_checkpoint(note.rpartition("\n\n")[0] + "\n")


def _nodes(parts: Sequence[Range]) -> dict[int, bytes]:
    return stored_nodes({place for part in parts for place in complete_subtrees(part)})


def _hashes(path: Sequence[Range], nodes: dict[int, bytes]) -> tuple[bytes, ...]:
    """Return the proof, or nothing where a node is missing: what cannot be proven must look so."""
    try:
        return tuple(range_hash(part, nodes) for part in path)
    except KeyError:
        return ()


def _entry(leaf: LogLeaf, certificate: Certificate, newest: Checkpoint, hashes: tuple[bytes, ...]) -> LogEntry:
    salt, said = bytes(leaf.salt), statement(leaf.event)
    try:
        reached = root_of_path(commitment(salt, said), leaf.index, newest.size, hashes)
    except ValueError:
        reached = b""
    return LogEntry(
        kind=EventKind(leaf.event.kind),
        entered_at=leaf.entered_at,
        index=leaf.index,
        size=newest.size,
        salt=salt,
        statement=said.decode(),
        hashes=hashes,
        is_proven=reached == newest.root and leaf.event.facts["sha256"] == certificate.sha256,
    )


def written(raw: bytes) -> str:
    """Return bytes as the log writes them: base64."""
    return b64encode(raw).decode()
