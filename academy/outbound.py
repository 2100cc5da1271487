"""The one HTTP client: no redirect is followed, no proxy and no password comes from the environment, time and size end.

`post` asks whom the settings name. `post_to_stranger` asks an address that people typed, and none of our network: the
name is resolved once, every address that it has must be public, and the connection goes to the one that was looked at,
so that a name that changes between the look and the call (DNS rebinding) gains nothing.
"""

import os
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Final
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

#: Read at once, between two looks at the clock.
PIECE: Final = 16_384
#: IPv6 addresses that hold an IPv4 one in their last four bytes, as translators of addresses (NAT64) write them.
_TRANSLATED: Final = IPv6Network("64:ff9b::/96")
#: Where all of the public IPv6 internet lies.
_UNICAST: Final = IPv6Network("2000::/3")
_DEFAULT_PORTS: Final = {"https": 443, "http": 80}


class OutboundFailed(Exception):  # noqa: N818 - errors are named for the state (conventions, 17)
    """No answer, a refusal, or one that is too slow or too large; the text says which."""


class AddressRefused(OutboundFailed):
    """The address is none that a stranger may send us to: not https, not a name, or inside a network of our own."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a stranger answered: the beginning of the text, at most as much as was asked for."""

    status: int
    body: bytes


def post(url: str, body: bytes, *, content_type: str, seconds: float, limit: int) -> bytes:
    """Send the body and return the answer of status 200, of at most `limit` bytes, within about `seconds`."""
    parts = urlsplit(url)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=seconds)
    deadline = time.monotonic() + seconds
    try:
        connection.request("POST", _target(parts), body, {"Content-Type": content_type, "User-Agent": "academy"})
        # Closed at once: the response keeps the socket open when the connection is closed before it.
        with connection.getresponse() as response:
            if response.status != HTTPStatus.OK:
                raise OutboundFailed(f"answered {response.status}")
            return _read(response, deadline, limit)
    except TimeoutError as error:
        raise OutboundFailed(f"no answer within {seconds} seconds") from error
    except (OSError, HTTPException) as error:
        raise OutboundFailed(f"not reached: {type(error).__name__}") from error
    finally:
        connection.close()


def post_to_stranger(url: str, body: bytes, *, headers: Mapping[str, str], seconds: float, limit: int) -> Answer:
    """Send the body to an address that people typed, and return whatever status is answered. Raises OutboundFailed.

    The time is that of the whole exchange, however slowly the other side drips; only the resolver has its own.
    """
    parts = refuse_unsafe(url)
    host, port = parts.hostname or "", parts.port or _DEFAULT_PORTS[parts.scheme]
    address = _checked_address(parts, host, port)
    connection = HTTPConnection(host, port, timeout=seconds)
    try:
        connection.sock = _connected(address, port, seconds, host if parts.scheme == "https" else None)
        with _cut_off_after(connection.sock, seconds):
            connection.putrequest("POST", _target(parts), skip_host=True, skip_accept_encoding=True)
            for name, value in ({"Host": parts.netloc} | dict(headers)).items():
                connection.putheader(name, value)
            connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body)
            response = connection.getresponse()
            return Answer(status=response.status, body=response.read(limit))
    except TimeoutError as error:
        raise OutboundFailed(f"no answer within {seconds:g} seconds") from error
    except (OSError, HTTPException) as error:
        raise OutboundFailed(f"not reached: {type(error).__name__}") from error
    finally:
        connection.close()


def refuse_unsafe(url: str) -> SplitResult:
    """Return the parts of an address that may be asked. Raises AddressRefused for what its text alone gives away."""
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname
    except ValueError as error:
        raise AddressRefused("the address cannot be read") from error
    if _is_trusted(parts):
        return parts
    if parts.scheme != "https":
        raise AddressRefused("the address does not begin with https://")
    if not host or not host.isascii() or parts.username or parts.password or parts.fragment or port == 0:
        raise AddressRefused("the address is not one of a server")
    if not url.isascii() or any(sign.isspace() or not sign.isprintable() for sign in url):
        raise AddressRefused("the address has signs that no address has")
    if _looks_like_a_number(host):
        raise AddressRefused("the address names its server by a number")
    return parts


def is_public(text: str) -> bool:
    """Whether the address belongs to the public internet, whatever clothes it wears."""
    address = ip_address(text.partition("%")[0])
    inner = _inner(address)
    if inner is not None:
        return is_public(str(inner))
    if isinstance(address, IPv6Address) and address not in _UNICAST:
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _inner(address: IPv4Address | IPv6Address) -> IPv4Address | None:
    """Return the IPv4 address that an IPv6 one carries: mapped, 6to4, Teredo or translated."""
    if isinstance(address, IPv4Address):
        return None
    if address in _TRANSLATED:
        return IPv4Address(address.packed[-4:])
    teredo = address.teredo[1] if address.teredo else None
    return address.ipv4_mapped or address.sixtofour or teredo


def _looks_like_a_number(host: str) -> bool:
    """Resolvers take 2130706433, 0x7f.1 and 0177.0.0.1 for addresses; the last label of a name begins with a letter."""
    last = host.rstrip(".").rpartition(".")[2]
    return ":" in host or not last[:1].isalpha()


def _is_trusted(parts: SplitResult) -> bool:
    """Whether the operator has named this origin as one that may be asked although it is in a network of our own."""
    return f"{parts.scheme}://{parts.netloc}" in settings.WEBHOOK_TRUSTED_ORIGINS


def _checked_address(parts: SplitResult, host: str, port: int) -> str:
    """Resolve once and return the address to connect to. One address that is not public spoils the name."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise OutboundFailed("the name of the server is not known") from error
    addresses = [str(line[4][0]) for line in found]
    if not _is_trusted(parts) and not all(map(is_public, addresses)):
        raise AddressRefused("the server is not on the public internet")
    return addresses[0]


def _connected(address: str, port: int, seconds: float, server_name: str | None) -> socket.socket:
    """Connect to the address; where a name is given, let the server prove by its certificate that it bears it."""
    plain = socket.create_connection((address, port), timeout=seconds)
    if server_name is None:
        return plain
    try:
        return ssl.create_default_context().wrap_socket(plain, server_hostname=server_name)
    except BaseException:
        plain.close()
        raise


@contextmanager
def _cut_off_after(connected: socket.socket, seconds: float) -> Iterator[None]:
    """End the exchange when the time is up: each single wait may be short, and all of them endless.

    What was read by then may look whole, because a header ends with the connection; so the lateness is raised.
    """
    line, is_late = socket.socket(fileno=os.dup(connected.fileno())), threading.Event()
    cut = threading.Timer(seconds, _shut_down, [line, is_late])
    cut.start()
    try:
        yield
    finally:
        cut.cancel()
        cut.join()
        line.close()
    if is_late.is_set():
        raise TimeoutError


def _shut_down(line: socket.socket, is_late: threading.Event) -> None:
    is_late.set()
    with suppress(OSError):  # The other side may have been faster.
        line.shutdown(socket.SHUT_RDWR)


def _target(parts: SplitResult) -> str:
    return f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"


def _read(response: HTTPResponse, deadline: float, limit: int) -> bytes:
    """Read piece by piece: an answer that drips would keep every single wait short."""
    answer = b""
    while piece := response.read1(PIECE):
        answer += piece
        if len(answer) > limit:
            raise OutboundFailed(f"answered more than {limit} bytes")
        if time.monotonic() > deadline:
            raise TimeoutError
    return answer
