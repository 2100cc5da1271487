"""One way to write a value as bytes, so that its hash can be computed again, by anybody and in twenty years.

A subset of RFC 8785 (JSON Canonicalization Scheme): objects with text keys in the order of their UTF-16 code units
(3.2.3), lists, texts escaped as 3.2.2.2 says, whole numbers within ±(2^53 - 1), true, false, null; no white space;
UTF-8. Fractions are refused: the scheme writes them as ECMAScript does, which nothing here needs.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

_LARGEST: Final = 2**53 - 1


def canonical(value: Any) -> bytes:
    """Return the bytes. Raises TypeError for what has no place in the subset, UnicodeEncodeError for half a symbol."""
    return json.dumps(_ordered(value), ensure_ascii=False, separators=(",", ":")).encode()


def digest(value: Any) -> str:
    """Return the SHA-256 of the canonical bytes, in hexadecimal."""
    return hashlib.sha256(canonical(value)).hexdigest()


def _ordered(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: one if type(one := value[key]) is str else _ordered(one) for key in _keys(value)}
    if isinstance(value, list | tuple):
        return [_ordered(item) for item in value]
    if value is None or isinstance(value, str | bool) or (isinstance(value, int) and abs(value) <= _LARGEST):
        return value
    raise TypeError(f"no canonical form for {type(value).__name__}")


def _keys(value: Mapping[Any, Any]) -> list[str]:
    if not all(isinstance(key, str) for key in value):
        raise TypeError("keys are texts")
    # Of ASCII alone, the order is that of the characters.
    return sorted(value) if "".join(value).isascii() else sorted(value, key=_place)


def _place(key: str) -> bytes:
    return key.encode("utf-16-be")
