"""The audit of the log: every leaf, node and root is computed again from the history, and every signature checked."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from certification.enums import LOGGED
from certification.errors import NoteRefused
from certification.log.merkle import EMPTY_ROOT, fold, grow, leaf_hash
from certification.log.note import Verifier, open_note, read_checkpoint
from certification.models import ChainHead, Event, LogCheckpoint, LogLeaf, LogNode
from certification.services.log import commitment, statement


class Recomputation:
    """Builds the tree again from leaves and events, beside what is stored."""

    def __init__(self, known: Sequence[Verifier]) -> None:
        self.known, self.size, self.root = known, 0, EMPTY_ROOT
        self.edge: list[bytes] = []
        self.checkpoints = LogCheckpoint.objects.in_bulk()

    def findings(self) -> Iterator[str]:
        """Tell what is wrong, leaf by leaf, then what is left over."""
        leaves = LogLeaf.objects.select_related("event").order_by("index").iterator()
        events = Event.objects.filter(kind__in=LOGGED).order_by("position").values_list("position", flat=True)
        nodes = LogNode.objects.order_by("place").values_list("hash", flat=True).iterator()
        expected = events.iterator()
        for leaf in leaves:
            yield from self._leaf(leaf, next(expected, None))
            made, self.edge = grow(self.size, self.edge, _hash_of(leaf))
            stored = [next(nodes, None) for _node in made]
            if any(found is None or bytes(found) != node for found, node in zip_longest(stored, made)):
                yield f"Entry {leaf.index}: the tree does not hold it as it stands (event {leaf.event_id})."
            self.size, self.root = self.size + 1, fold(self.edge)
            yield from self._checkpoint()
        if next(nodes, None) is not None:
            yield f"The tree has more nodes than its {self.size} entries make."
        yield from self._rest()

    def _leaf(self, leaf: LogLeaf, position: int | None) -> Iterator[str]:
        if leaf.index != self.size:
            yield f"Entry {self.size} is missing: the next one is {leaf.index}."
        if leaf.event_id != position:
            yield f"Entry {leaf.index} tells event {leaf.event_id}, but it is the turn of event {position}."

    def _checkpoint(self) -> Iterator[str]:
        checkpoint = self.checkpoints.pop(self.size, None)
        if checkpoint is None:
            return
        try:
            signed = read_checkpoint(open_note(checkpoint.note, self.known))
        except NoteRefused:
            yield f"The checkpoint of size {self.size} is not signed by a known key of the log."
            return
        if (signed.size, signed.root) != (self.size, self.root):
            yield f"The checkpoint of size {self.size} has another root than the entries before it."

    def _rest(self) -> Iterator[str]:
        for size in sorted(self.checkpoints):
            yield f"A checkpoint of size {size} was signed, and the log has {self.size} entries."
        head = ChainHead.objects.get(pk=ChainHead.LOG)
        if (head.position, head.hash) != (self.size, self.root.hex() if self.size else ""):
            yield f"The log has {self.size} entries, but its head says {head.position}, or has another root."
        newest = LogCheckpoint.objects.order_by("-size").first()
        if (newest.size if newest else 0) != self.size:
            yield f"No checkpoint covers the log's {self.size} entries."


def verify_log(*, known: Sequence[Verifier], kept: Sequence[str] = ()) -> Iterator[str]:
    """Tell, one sentence each, what is wrong. `kept` are checkpoints that were kept elsewhere, as signed notes."""
    recomputation = Recomputation(known)
    yield from recomputation.findings()
    for note in kept:
        yield from _kept_findings(note, known)


def _kept_findings(note: str, known: Sequence[Verifier]) -> Iterator[str]:
    """A checkpoint that somebody kept must be among ours, to the letter of its text: we sign each size once."""
    try:
        text = open_note(note, known)
        size = read_checkpoint(text).size
    except NoteRefused:
        yield "The checkpoint that was kept is not signed by a known key of the log."
        return
    ours = LogCheckpoint.objects.filter(size=size).first()
    if ours is None or ours.note.rpartition("\n\n")[0] + "\n" != text:
        yield f"The checkpoint of size {size} that was kept is not the one in the log: it was rewritten since."


def _hash_of(leaf: LogLeaf) -> bytes:
    return leaf_hash(commitment(bytes(leaf.salt), statement(leaf.event.subject, leaf.event)))
