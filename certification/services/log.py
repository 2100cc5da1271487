"""The transparency log: each issued, revoked or replaced certificate is a leaf of one tree, whose state is signed.

A worker enters what the history tells, in its order, and signs the new state in the same transaction: no leaf stands
without a checkpoint over it. The office's own transactions do not wait for it, and the web process needs no key.
"""

import hashlib
import secrets
from collections.abc import Sequence
from typing import Final

from django.db import transaction
from django.utils import timezone

from certification.canonical import canonical
from certification.enums import LOGGED
from certification.errors import LogDamaged, NoteRefused
from certification.log.merkle import EMPTY_ROOT, Range, complete_subtrees, fold, grow, leaf_hash, node_count
from certification.log.note import Checkpoint, open_note, read_checkpoint, sign_note
from certification.models import ChainHead, Event, LogCheckpoint, LogLeaf, LogNode
from certification.selectors.answers import Entered
from certification.selectors.log_nodes import stored_nodes
from certification.services.history import moment
from certification.services.log_keys import LogKeys, log_keys

#: Number of the shape of what a leaf says.
FORMAT: Final = 1
SALT_BYTES: Final = 16
#: So many leaves are entered in one transaction, under one checkpoint.
BATCH: Final = 500


def extend_log() -> int:
    """Enter all that waits and return how much. Raises LogKeyMissing and LogDamaged; twice, or from many, is once."""
    keys, entered = log_keys(), 0
    while batch := _enter(keys):
        entered += batch
    return entered


def statement(code: str, event: Event | Entered) -> bytes:
    """Return what a leaf says of an event, as bytes: no person, and nothing that the certificate's holder lacks."""
    said = {"code": code, "kind": event.kind, "sha256": event.facts["sha256"], "at": moment(event.at)}
    return canonical({"format": FORMAT} | said)


def commitment(salt: bytes, said: bytes) -> bytes:
    """Return the entry of the tree: SHA-256 over salt and statement. It tells nothing to whoever lacks the salt."""
    return hashlib.sha256(salt + said).digest()


@transaction.atomic
def _enter(keys: LogKeys) -> int:
    """Enter one batch and sign the tree that it makes. Whoever comes second finds nothing left."""
    head = ChainHead.held(ChainHead.LOG)
    events = _waiting()
    if not events:
        return 0
    edge = _right_edge(keys, head.position)
    leaves = [LogLeaf(index=head.position + place, event=event) for place, event in enumerate(events)]
    root = _append(leaves, edge)
    _sign(keys, Checkpoint(origin=keys.signer.name, size=head.position + len(leaves), root=root))
    head.move(head.position + len(leaves), root.hex())
    return len(leaves)


def _waiting() -> list[Event]:
    """Positions are given while the head of the history is held, so nothing comes in later before what was entered."""
    last = LogLeaf.objects.order_by("-index").values_list("event_id", flat=True).first() or 0
    return list(Event.objects.filter(kind__in=LOGGED, position__gt=last).order_by("position")[:BATCH])


def _right_edge(keys: LogKeys, size: int) -> list[bytes]:
    """Return the hashes of the complete subtrees, which must lead to the newest checkpoint that we signed."""
    places = complete_subtrees(Range(0, size))
    nodes = stored_nodes(places)
    newest = LogCheckpoint.objects.order_by("-size").first()
    try:
        edge = [nodes[place] for place in places]
        signed = read_checkpoint(open_note(newest.note, keys.known)) if newest else None
    except (KeyError, NoteRefused) as error:
        raise LogDamaged from error
    if (size, fold(edge) if edge else EMPTY_ROOT) != ((signed.size, signed.root) if signed else (0, EMPTY_ROOT)):
        raise LogDamaged
    return edge


def _append(leaves: Sequence[LogLeaf], edge: list[bytes]) -> bytes:
    """Store leaves and the nodes that they complete, and return the new root."""
    nodes, now = [], timezone.now()
    for leaf in leaves:
        leaf.salt, leaf.entered_at = secrets.token_bytes(SALT_BYTES), now
        made, edge = grow(leaf.index, edge, leaf_hash(commitment(leaf.salt, statement(leaf.event.subject, leaf.event))))
        nodes += [LogNode(place=node_count(leaf.index) + above, hash=node) for above, node in enumerate(made)]
    LogLeaf.objects.bulk_create(leaves)
    LogNode.objects.bulk_create(nodes)
    return fold(edge)


def _sign(keys: LogKeys, checkpoint: Checkpoint) -> None:
    note = sign_note(str(checkpoint), keys.signer)
    LogCheckpoint.objects.create(size=checkpoint.size, note=note, signed_at=timezone.now())
