"""A register of any size: copies of one certificate that the services made, each with its entry in a whole log.

The codes are always the same, and so are the proofs that lead from an entry to the signed state of the log. What no
verification reads is left plain: the hashes that chain the history are none, and one holder has everything, unless
others are named. New events follow the last of the copies.
"""

import hashlib
import random
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from typing import Any

from django.db import transaction
from django.db.models import Max

from certification.codes import ALPHABET, LENGTH, completed
from certification.enums import EventKind
from certification.log.merkle import Range, complete_subtrees, fold, grow, leaf_hash, node_count
from certification.log.note import Checkpoint, sign_note
from certification.models import Certificate, ChainHead, Event, LogCheckpoint, LogLeaf, LogNode
from certification.selectors.log_nodes import stored_nodes
from certification.services.credential_keys import make_credential_key
from certification.services.keys import make_signing_key
from certification.services.log import commitment, extend_log, statement
from certification.services.log_keys import log_keys, make_log_key
from certification.services.production import produce_certificate
from tests.benchmarks.rows import values_of, write_rows
from tests.factories.certification import make_reserved

SEED, STRANGERS, CHUNK = 8, 9, 10_000


def codes(seed: int) -> Iterator[str]:
    """Yield codes without an end, the same for the same seed."""
    chance = random.Random(seed)
    while True:
        yield completed("".join(chance.choices(ALPHABET, k=LENGTH - 1)))


def first_certificate() -> Certificate:
    """Issue one by the services, with keys that are not for demonstration."""
    make_signing_key(organisation="Benchmark", demo=False)
    make_credential_key(demo=False)
    make_log_key(demo=False)
    certificate = make_reserved()
    produce_certificate(certificate.pk)
    extend_log()
    return Certificate.objects.get(pk=certificate.pk)


class Register:
    """Grows by copies of one certificate that is in the log."""

    def __init__(self, issued: Certificate, holders: Sequence[int] = ()) -> None:
        """Begin with the certificate, and with the edge of the log's tree. The holders get the copies in turn."""
        self.issued, self.columns = issued, values_of(issued)
        self.holders = cycle(holders or [self.columns["holder_id"]])
        self.drawn, self.size = codes(SEED), 0
        self.entered = LogLeaf.objects.count()
        nodes = stored_nodes(places := complete_subtrees(Range(0, self.entered)))
        self.edge = [nodes[place] for place in places]
        self.position = Event.objects.aggregate(last=Max("position"))["last"]

    def grow_to(self, size: int) -> None:
        """Add copies until there are so many, then sign the state of the log."""
        while self.size < size:
            self._add(list(islice(self.drawn, min(CHUNK, size - self.size))))
        state = Checkpoint(origin=(keys := log_keys()).signer.name, size=self.entered, root=fold(self.edge))
        note = sign_note(str(state), keys.signer)
        LogCheckpoint.objects.create(size=self.entered, note=note, signed_at=self.issued.issued_at)

    @transaction.atomic
    def _add(self, drawn: list[str]) -> None:
        copies = [self._copy(code) for code in drawn]
        events = [self._event(place, one) for place, one in enumerate(copies, start=self.position + 1)]
        leaves = [self._leaf(index, event) for index, event in enumerate(events, start=self.entered)]
        nodes = [node for leaf in leaves for node in self._nodes(leaf)]
        write_rows(Certificate, copies)
        for made in (events, leaves, nodes):
            write_rows(type(made[0]), map(values_of, made))
        ChainHead.held(ChainHead.HISTORY).move(events[-1].position, events[-1].hash)
        self.size += len(drawn)
        self.entered += len(drawn)
        self.position += len(drawn)

    def _copy(self, code: str) -> dict[str, Any]:
        digest = hashlib.sha256(code.encode()).hexdigest()
        named = {"code": code, "achievement_key": f"benchmark:{code}", "sha256": digest, "credential_id": digest[:32]}
        return self.columns | named | {"holder_id": next(self.holders)}

    def _event(self, position: int, certificate: dict[str, Any]) -> Event:
        return Event(
            position=position,
            kind=EventKind.ISSUED,
            subject=certificate["code"],
            at=self.issued.issued_at,
            facts={"sha256": certificate["sha256"]},
            hash=certificate["sha256"],
        )

    def _leaf(self, index: int, event: Event) -> LogLeaf:
        return LogLeaf(index=index, event=event, salt=b"%016d" % index, entered_at=event.at)

    def _nodes(self, leaf: LogLeaf) -> Iterator[LogNode]:
        hashed = leaf_hash(commitment(leaf.salt, statement(leaf.event.subject, leaf.event)))
        made, self.edge = grow(leaf.index, self.edge, hashed)
        return (LogNode(place=node_count(leaf.index) + above, hash=node) for above, node in enumerate(made))
