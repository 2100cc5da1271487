"""What the log can prove: that a certificate is in it, and that it was only ever appended to."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

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
from certification.models import Certificate, LogCheckpoint
from certification.selectors.answers import Entered
from certification.selectors.log_nodes import stored_nodes, unpacked
from certification.services.log import commitment, statement


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


def log_entries(certificate: Certificate, entered: Sequence[Entered]) -> tuple[LogEntry, ...]:
    """Prove what the log holds of a certificate against the newest checkpoint. One query, where none came along."""
    if not entered:
        return ()
    newest = _read(entered[0].newest)
    paths = {one.leaf: inclusion_path(one.leaf, newest.size) for one in entered}
    nodes = _brought(entered) or _nodes([part for path in paths.values() for part in path])
    return tuple(_entry(one, certificate, newest, _hashes(paths[one.leaf], nodes)) for one in entered)


def _brought(entered: Sequence[Entered]) -> dict[int, bytes]:
    """Return the nodes that came with the entries."""
    return {place: node for one in entered if one.nodes for place, node in unpacked(one.nodes).items()}


def consistency_proof(*, first: int, second: int) -> list[bytes]:
    """Prove that the tree of `first` leaves is the beginning of that of `second`. Raises NoSuchTree."""
    newest = LogCheckpoint.objects.order_by("-size").values_list("size", flat=True).first() or 0
    if not 0 < first <= second <= newest:
        raise NoSuchTree
    path = consistency_path(first, second)
    return list(_hashes(path, _nodes(path)))


@lru_cache(maxsize=4)
def _read(note: str) -> Checkpoint:
    """Read our own checkpoint. Its signature is for others to check: the web process holds no key."""
    return read_checkpoint(note.rpartition("\n\n")[0] + "\n")


def _nodes(parts: Sequence[Range]) -> dict[int, bytes]:
    return stored_nodes({place for part in parts for place in complete_subtrees(part)})


def _hashes(path: Sequence[Range], nodes: Mapping[int, bytes]) -> tuple[bytes, ...]:
    """Return the proof, or nothing where a node is missing: what cannot be proven must look so."""
    try:
        return tuple(range_hash(part, nodes) for part in path)
    except KeyError:
        return ()


def _entry(entered: Entered, certificate: Certificate, newest: Checkpoint, hashes: tuple[bytes, ...]) -> LogEntry:
    salt, said = bytes(entered.salt), statement(certificate.code, entered)
    try:
        reached = root_of_path(commitment(salt, said), entered.leaf, newest.size, hashes)
    except ValueError:
        reached = b""
    return LogEntry(
        kind=EventKind(entered.kind),
        entered_at=entered.entered_at,
        index=entered.leaf,
        size=newest.size,
        salt=salt,
        statement=said.decode(),
        hashes=hashes,
        is_proven=reached == newest.root and entered.facts["sha256"] == certificate.sha256,
    )


def written(raw: bytes) -> str:
    """Return bytes as the log writes them: base64."""
    return b64encode(raw).decode()
