"""One way to write a value as bytes, so that its hash can be computed again, by anybody and in twenty years.

A subset of RFC 8785 (JSON Canonicalization Scheme): objects with text keys in the order of their UTF-16 code units
(3.2.3), lists, texts escaped as 3.2.2.2 says, whole numbers within ±(2^53 - 1), true, false, null; no white space;
UTF-8. Fractions are refused: the scheme writes them as ECMAScript does, which nothing here needs.
"""

import hashlib
from collections.abc import Mapping
from json.encoder import encode_basestring
from typing import Any, Final

_LARGEST: Final = 2**53 - 1
_LITERALS: Final = {None: "null", True: "true", False: "false"}


def canonical(value: Any) -> bytes:
    """Return the bytes. Raises TypeError for what has no place in the subset, UnicodeEncodeError for half a symbol."""
    return _written(value).encode()


def digest(value: Any) -> str:
    """Return the SHA-256 of the canonical bytes, in hexadecimal."""
    return hashlib.sha256(canonical(value)).hexdigest()


class Frame:
    """Objects that are the same but for the values of some keys: the rest is written once."""

    def __init__(self, same: Mapping[str, Any], *others: str) -> None:
        """Write what is the same. Raises as `canonical`."""
        keys = _keys({**same, **dict.fromkeys(others)})
        self._others = [key for key in keys if key in others]
        written = {key: "%s" if key in others else _written(same[key]).replace("%", "%%") for key in keys}
        self._frame = _object({key.replace("%", "%%"): one for key, one in written.items()})

    def digest(self, **others: Any) -> str:
        """Return what `digest` would of the whole object. Raises as `canonical`."""
        written = self._frame % tuple([_written(others[key]) for key in self._others])
        return hashlib.sha256(written.encode()).hexdigest()


def _written(value: Any) -> str:
    if isinstance(value, str):
        return encode_basestring(value)
    if isinstance(value, Mapping):
        return _object({key: _written(value[key]) for key in _keys(value)})
    if isinstance(value, list | tuple):
        return f"[{','.join(map(_written, value))}]"
    if value is None or isinstance(value, bool):
        return _LITERALS[value]
    if isinstance(value, int) and abs(value) <= _LARGEST:
        return int.__repr__(value)
    raise TypeError(f"no canonical form for {type(value).__name__}")


def _object(written: Mapping[str, str]) -> str:
    members = [f"{encode_basestring(key)}:{value}" for key, value in written.items()]
    return f"{{{','.join(members)}}}"


def _keys(value: Mapping[Any, Any]) -> list[str]:
    """Return them in order. Joining refuses whatever is no text. Of ASCII alone, the order is that of characters."""
    return sorted(value) if "".join(value).isascii() else sorted(value, key=_place)


def _place(key: str) -> bytes:
    return key.encode("utf-16-be")
