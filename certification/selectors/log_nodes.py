"""Nodes of the log's tree: by their places, or, on PostgreSQL, in the reading of the entry that they prove."""

from collections.abc import Collection
from typing import Any, Final

from django.db.models import BinaryField, Func

from academy.prepared import MANY, Prepared
from certification.models import LogNode

_NODES: Final = Prepared(lambda places: LogNode.objects.filter(place__in=places).values_list("place", "hash"), MANY)
#: Bytes of a place and of the hash behind it.
_PLACE, _HASH = 8, 32


def stored_nodes(places: Collection[int]) -> dict[int, bytes]:
    """Return stored hashes by place; no place is named twice. One query, or none."""
    return {place: bytes(node) for place, node in _NODES.rows(places)}


class PackedNodes(Func):
    """All nodes that may prove the leaf of this index in the tree of this size: each with its place before it.

    At each level they are the neighbour of the leaf's subtree and the last complete subtree (RFC 9162, 2.1.3), whose
    places `log.merkle.place_of` tells. SQLite does not count bits, and gives NULL: there they are read by their places.
    """

    arity = 2
    output_field = BinaryField(null=True)
    template = """(
        SELECT string_agg(int8send(place) || hash, ''::bytea) FROM certification_lognode WHERE place IN (
            SELECT 2 * last - bit_count(last::bit(64)) + level
            FROM (SELECT %(expressions)s) AS asked (index, size), generate_series(0, 40) AS level, LATERAL
                (VALUES ((((index >> level) # 1) + 1 << level) - 1), ((size >> level << level) - 1)) AS ends (last)
            WHERE last BETWEEN 0 AND size - 1
        )
    )"""

    def as_sqlite(self, *_compiler: Any, **_more: Any) -> tuple[str, tuple[()]]:
        """Bring nothing."""
        return "NULL", ()


def unpacked(packed: bytes) -> dict[int, bytes]:
    """Return the hashes by place."""
    step = _PLACE + _HASH
    parts = (packed[start : start + step] for start in range(0, len(packed), step))
    return {int.from_bytes(part[:_PLACE]): part[_PLACE:] for part in parts}
