"""The published vectors of Certificate Transparency, and a naive tree written from the definitions of RFC 9162."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certification.log import merkle
from certification.log.merkle import Range

#: Leaves and roots of the reference implementation's own tests (google/certificate-transparency, merkle_tree_test).
LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
#: (index, size) -> path, of the same tests; the leaf stands at index.
INCLUSION = {
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
}
CONSISTENCY = {
    (1, 1): [],
    (1, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
SIZES = st.integers(1, 200)


def grown(entries: list[bytes]) -> dict[int, bytes]:
    """The stored nodes of a tree with these entries, by place."""
    nodes: list[bytes] = []
    edge: list[bytes] = []
    for size, entry in enumerate(entries):
        made, edge = merkle.grow(size, edge, merkle.leaf_hash(entry))
        nodes += made
    return dict(enumerate(nodes))


def published() -> list[bytes]:
    return [bytes.fromhex(leaf) for leaf in LEAVES]


def hexes(parts: list[Range], nodes: dict[int, bytes]) -> list[str]:
    return [merkle.range_hash(part, nodes).hex() for part in parts]


def naive_hash(entries: list[bytes]) -> bytes:
    """MTH, 2.1.1."""
    if len(entries) < 2:
        return sha256(b"\0" + entries[0]).digest() if entries else sha256().digest()
    k = naive_split(len(entries))
    return sha256(b"\1" + naive_hash(entries[:k]) + naive_hash(entries[k:])).digest()


def naive_split(n: int) -> int:
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def naive_path(m: int, entries: list[bytes]) -> list[bytes]:
    """PATH, 2.1.3.1."""
    if len(entries) == 1:
        return []
    k = naive_split(len(entries))
    if m < k:
        return [*naive_path(m, entries[:k]), naive_hash(entries[k:])]
    return [*naive_path(m - k, entries[k:]), naive_hash(entries[:k])]


def naive_proof(m: int, entries: list[bytes], *, known: bool = True) -> list[bytes]:
    """SUBPROOF, 2.1.4.1."""
    if m == len(entries):
        return [] if known else [naive_hash(entries)]
    k = naive_split(len(entries))
    if m <= k:
        return [*naive_proof(m, entries[:k], known=known), naive_hash(entries[k:])]
    return [*naive_proof(m - k, entries[k:], known=False), naive_hash(entries[:k])]


@pytest.mark.parametrize("size", range(9))
def test_roots_are_the_published_ones(size: int) -> None:
    assert merkle.range_hash(Range(0, size), grown(published())).hex() == ROOTS[size]


@pytest.mark.parametrize(("place", "path"), INCLUSION.items())
def test_inclusion_proofs_are_the_published_ones(place: tuple[int, int], path: list[str]) -> None:
    assert hexes(merkle.inclusion_path(*place), grown(published())) == path


@pytest.mark.parametrize(("sizes", "path"), CONSISTENCY.items())
def test_consistency_proofs_are_the_published_ones(sizes: tuple[int, int], path: list[str]) -> None:
    assert hexes(merkle.consistency_path(*sizes), grown(published())) == path


@given(SIZES, st.data())
def test_stored_nodes_give_what_the_definitions_give(size: int, data: st.DataObject) -> None:
    entries = [place.to_bytes(2) for place in range(size)]
    nodes, index, first = grown(entries), data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    assert merkle.range_hash(Range(0, size), nodes) == naive_hash(entries)
    path = [merkle.range_hash(part, nodes) for part in merkle.inclusion_path(index, size)]
    assert path == naive_path(index, entries)
    assert merkle.root_of_path(entries[index], index, size, path) == naive_hash(entries)
    proof = [merkle.range_hash(part, nodes) for part in merkle.consistency_path(first, size)]
    assert proof == naive_proof(first, entries)


@given(SIZES)
def test_every_node_has_its_own_place_and_none_is_left_out(size: int) -> None:
    places = [merkle.place_of(level, index) for level in range(9) for index in range(size >> level)]
    assert sorted(places) == list(range(merkle.node_count(size)))


@pytest.mark.parametrize("size", [1_000, 1_000_000, 2**40 + 1])
def test_proofs_need_few_nodes(size: int) -> None:
    parts = [*merkle.inclusion_path(size // 3, size), Range(0, size)]
    needed = [place for part in parts for place in merkle.complete_subtrees(part)]
    assert len(needed) <= 3 * size.bit_length()
