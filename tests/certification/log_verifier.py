"""What a stranger needs to check our log, written from RFC 9162 and C2SP alone: nothing of ours is imported."""

from base64 import b64decode
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def signed_tree(note: str, verifier_key: str) -> tuple[int, bytes]:
    """Size and root of a checkpoint whose signature holds. Raises InvalidSignature."""
    text, line = note.split("\n\n")
    name, _key_id, key = verifier_key.split("+", 2)
    dash, signer, signature = line.rstrip("\n").split(" ")
    assert (dash, signer, note.split("\n", maxsplit=1)[0]) == ("\u2014", name, name)
    Ed25519PublicKey.from_public_bytes(b64decode(key)[1:]).verify(b64decode(signature)[4:], f"{text}\n".encode())
    _origin, size, root = text.split("\n")
    return int(size), b64decode(root)


def includes(entry: bytes, index: int, size: int, root: bytes, path: list[bytes]) -> bool:
    """RFC 9162, 2.1.3.2."""
    if index >= size:
        return False
    fn, sn, r = index, size - 1, sha256(b"\x00" + entry).digest()
    for p in path:
        if sn == 0:
            return False
        if fn % 2 or fn == sn:
            r = node(p, r)
            while fn % 2 == 0 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = node(r, p)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and r == root


def extends(first: int, first_root: bytes, second: int, second_root: bytes, path: list[bytes]) -> bool:
    """RFC 9162, 2.1.4.2."""
    if first == second:
        return not path and first_root == second_root
    if not path:
        return False
    path = [first_root, *path] if first & (first - 1) == 0 else path
    fn, sn = first - 1, second - 1
    while fn % 2:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = path[0]
    for c in path[1:]:
        if sn == 0:
            return False
        if fn % 2 or fn == sn:
            fr, sr = node(c, fr), node(c, sr)
            while fn % 2 == 0 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = node(sr, c)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and (fr, sr) == (first_root, second_root)
