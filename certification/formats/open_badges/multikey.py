"""Ed25519 keys as the web of credentials writes them: Multikey, in base58 (W3C Controlled Identifiers 1.0, 2.2.2)."""

from typing import Final

ALPHABET: Final = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BASE: Final = len(ALPHABET)
#: What stands before the 32 bytes of a public and of a secret key, and before any base58 text.
_PUBLIC: Final = b"\xed\x01"
_SECRET: Final = b"\x80\x26"
_MULTIBASE: Final = "z"
_KEY_BYTES: Final = 32
_LONGEST: Final = 128


def base58(raw: bytes) -> str:
    """Return bytes as multibase base58btc."""
    number, digits = int.from_bytes(raw, "big"), ""
    while number:
        number, digit = divmod(number, _BASE)
        digits = ALPHABET[digit] + digits
    return _MULTIBASE + ALPHABET[0] * (len(raw) - len(raw.lstrip(b"\0"))) + digits


def base58_bytes(text: str) -> bytes:
    """Read such a text. Raises ValueError."""
    if not text.startswith(_MULTIBASE) or len(text) > _LONGEST:
        raise ValueError("no multibase base58btc")
    number, digits = 0, text[1:]
    for digit in digits:
        number = number * _BASE + ALPHABET.index(digit)
    zeros = len(digits) - len(digits.lstrip(ALPHABET[0]))
    return bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8, "big")


def public_multikey(public: bytes) -> str:
    """Return a public key as text; ours are named by it."""
    return base58(_PUBLIC + public)


def secret_multikey(secret: bytes) -> str:
    """Return a secret key as text."""
    return base58(_SECRET + secret)


def public_bytes(multikey: str) -> bytes:
    """Read a public key. Raises ValueError for what is none of Ed25519."""
    return _bytes(multikey, _PUBLIC)


def secret_bytes(multikey: str) -> bytes:
    """Read a secret key. Raises ValueError for what is none of Ed25519."""
    return _bytes(multikey, _SECRET)


def _bytes(multikey: str, header: bytes) -> bytes:
    raw = base58_bytes(multikey)
    if raw[: len(header)] != header or len(raw) != len(header) + _KEY_BYTES:
        raise ValueError("no Ed25519 key")
    return raw[len(header) :]
