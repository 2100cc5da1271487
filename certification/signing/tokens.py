"""The connection to a token (PKCS#11): a hardware module, a card, or SoftHSM.

One connection a process, opened when it is first needed. It is opened anew when the token fails and after a fork, for
what was opened before a fork is the parent's. A wrong PIN is tried once: a token counts, and locks itself.
"""

import os
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

import pkcs11
from pkcs11 import PKCS11Error, TokenFlag

from certification.errors import SigningKeyMissing

T = TypeVar("T")

#: Seconds before a token is asked again: SoftHSM misses its token while another process logs in.
PAUSES: Final = (0, 0.2)
#: What is wrong, in words, when it is still so over a new connection.
REASONS: Final[Mapping[type[PKCS11Error], str]] = {
    pkcs11.NoSuchToken: "no token has this label",
    pkcs11.MultipleTokensReturned: "more than one token has this label",
    pkcs11.NoSuchKey: "the token holds no key of this label that fits the certificate",
}


@dataclass(frozen=True, kw_only=True)
class Token:
    """Where the key lies: the library of the token, its label, the file with its PIN, and the label of the key."""

    module: str
    label: str
    pin_file: Path
    key_label: str


class Connection:
    """The library of a token and what is open of it, one a process: the library keeps its state for all threads."""

    def __init__(self) -> None:
        """Begin with nothing open."""
        self.lock = threading.RLock()
        self._session: Any = None
        self._token: Token | None = None
        self._refused: set[tuple[Token, int]] = set()

    def session(self, token: Token, *, writes: bool) -> Any:
        """Return the open session. Raises SigningKeyMissing, whose reason names what is wrong."""
        if self._session is None or self._token != token or (writes and not self._session.rw):
            self.close()
            self._token = token
            self._session = self._opened(token, writes=writes)
        return self._session

    def leave_to_parent(self) -> None:
        """Begin anew in a forked process. A lock that another thread held would stay held for ever."""
        self.lock, self._session = threading.RLock(), None

    def close(self) -> None:
        """Forget what is open. The library itself is left as well: after some faults nothing less helps."""
        if self._token is not None:
            with suppress(PKCS11Error):
                pkcs11.lib(self._token.module).finalize()
        self._session = self._token = None

    def _opened(self, token: Token, *, writes: bool) -> Any:
        found, (pin, version) = _found(token), _pin(token)
        if (token, version) in self._refused:
            raise SigningKeyMissing("the token has refused the PIN; it is tried again when its file is written again")
        if found.flags & (TokenFlag.USER_PIN_FINAL_TRY | TokenFlag.USER_PIN_LOCKED):
            raise SigningKeyMissing("the token is locked, or the next wrong PIN locks it; unlock it by its own tool")
        try:
            return found.open(rw=writes, user_pin=pin.decode())
        except (pkcs11.PinIncorrect, pkcs11.PinInvalid, pkcs11.PinLenRange, UnicodeDecodeError) as error:
            self._refused.add((token, version))
            raise SigningKeyMissing("the token refuses the PIN") from error


def _found(token: Token) -> Any:
    try:
        library = pkcs11.lib(token.module)
    except PKCS11Error as error:
        raise SigningKeyMissing("the library of the token cannot be loaded") from error
    return library.get_token(token_label=token.label)


def _pin(token: Token) -> tuple[bytes, int]:
    """Return the PIN, and which version of its file holds it."""
    try:
        return token.pin_file.read_bytes().strip(), token.pin_file.stat().st_mtime_ns
    except OSError as error:
        raise SigningKeyMissing("the file of the token's PIN cannot be read") from error


_connection = Connection()
os.register_at_fork(after_in_child=_connection.leave_to_parent)


def disconnect() -> None:
    """Close the token; the next signature opens it again."""
    with _connection.lock:
        _connection.close()


def asked(token: Token, question: Callable[[Any], T], *, writes: bool = False) -> T:
    """Ask the token, and again over a new connection: a session ends when a token is pulled or restarted.

    Raises SigningKeyMissing, whose reason names what is wrong.
    """
    with _connection.lock:
        for pause in PAUSES:
            with suppress(PKCS11Error):
                return question(_connection.session(token, writes=writes))
            _connection.close()
            time.sleep(pause)
        try:
            return question(_connection.session(token, writes=writes))
        except PKCS11Error as error:
            _connection.close()
            unnamed = f"the token does not answer: {type(error).__name__}"
            raise SigningKeyMissing(REASONS.get(type(error), unnamed)) from error
