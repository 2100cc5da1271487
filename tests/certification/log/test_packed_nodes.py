"""What proves an entry comes along with it: every node that a proof needs, whatever the size of the tree."""

import pytest
from django.db import connection
from django.db.models import BigIntegerField, Value
from django.db.models.functions import Cast

from certification.log import merkle
from certification.models import LogNode
from certification.selectors.log_nodes import PackedNodes, unpacked

pytestmark = pytest.mark.django_db

LEAVES = 20


def plant() -> dict[int, bytes]:
    """Store the nodes of a tree with so many leaves, and return them by place."""
    edge: list[bytes] = []
    hashes: list[bytes] = []
    for index in range(LEAVES):
        made, edge = merkle.grow(index, edge, merkle.leaf_hash(bytes([index])))
        hashes += made
    LogNode.objects.bulk_create(LogNode(place=place, hash=node) for place, node in enumerate(hashes))
    return dict(enumerate(hashes))


def packed(index: int, size: int) -> bytes | None:
    place, number = (Cast(Value(one), BigIntegerField()) for one in (index, size))
    nodes: bytes | None = LogNode.objects.values_list(PackedNodes(place, number), flat=True).first()
    return nodes


def test_every_proof_is_made_of_the_nodes_that_come_along() -> None:
    stored = plant()
    if connection.vendor != "postgresql":
        assert packed(3, LEAVES) is None
        return
    for size in range(1, LEAVES + 1):
        for index in range(size):
            brought = unpacked(packed(index, size) or b"")
            parts = merkle.inclusion_path(index, size)
            assert {place for part in parts for place in merkle.complete_subtrees(part)} <= brought.keys()
            assert brought.items() <= stored.items()


@pytest.mark.parametrize("size", [1_000_000, 2**40 + 1])
def test_nodes_that_come_along_are_few(size: int) -> None:
    LogNode.objects.create(place=0, hash=b"0" * 32)
    if connection.vendor == "postgresql":
        assert unpacked(packed(1, size) or b"") == {0: b"0" * 32}
