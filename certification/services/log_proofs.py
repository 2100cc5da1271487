"""What the log can prove: that a certificate is in it, and that it was only ever appended to."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Subquery

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
from certification.models import Certificate, LogCheckpoint, LogLeaf
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


def newest_checkpoint() -> str | None:
    """Return the signed note over the whole log, or None before its first entry. One query."""
    return LogCheckpoint.objects.order_by("-size").values_list("note", flat=True).first()


def log_entries(certificate: Certificate) -> tuple[LogEntry, ...]:
    """Return the entries of a certificate in order, proven against the newest checkpoint. Two queries, or one."""
    note = LogCheckpoint.objects.order_by("-size").values("note")[:1]
    entered = LogLeaf.objects.filter(event__subject=certificate.code).select_related("event").order_by("index")
    leaves = list(entered.annotate(newest=Subquery(note)))
    if not leaves:
        return ()
    newest = _read(leaves[0].newest)
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


def _read(note: str) -> Checkpoint:
    """Read our own checkpoint. Its signature is for others to check: the web process holds no key."""
    return read_checkpoint(note.rpartition("\n\n")[0] + "\n")


def _nodes(parts: Sequence[Range]) -> dict[int, bytes]:
    return stored_nodes(place for part in parts for place in complete_subtrees(part))


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
