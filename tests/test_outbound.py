"""Where a stranger's address may lead us: nowhere but to the public internet, and to whom we have looked at."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from academy.outbound import AddressRefused, OutboundFailed, is_public, post_to_stranger, refuse_unsafe
from tests.integrations.receiver import Receiver, free_port, running

PRIVATE = [
    "127.0.0.1",
    "127.8.8.8",
    "0.0.0.0",  # noqa: S104 - refused, not bound
    "10.0.0.1",
    "100.64.0.1",
    "169.254.169.254",
    "172.16.0.1",
    "192.168.1.1",
    "192.0.2.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:a9fe:a9fe",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "2002:7f00:1::",
    "2001:0:53aa:64c:0:0:80ff:fffe",
    "fc00::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "2001:db8::1",
]
#: The positive control: what must pass, else the table above proves nothing.
PUBLIC = ["8.8.8.8", "93.184.216.34", "::ffff:8.8.8.8", "2606:4700:4700::1111", "64:ff9b::808:808", "2002:808:808::"]


@pytest.mark.parametrize("address", PRIVATE)
def test_address_of_no_public_network_is_told(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_address_of_the_public_network_passes(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/",
        "ftp://example.org/",
        "//example.org/",
        "https:///path",
        "https://user:password@example.org/",
        "https://example.org:0/",
        "https://example.org:99999/",
        "https://example.org/#part",
        "https://127.0.0.1/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0177.0.0.1/",
        "https://127.1/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://8.8.8.8/",
        "https://example.0x7f/",
        "https://exam ple.org/",
        "https://example.org/\r\nX: y",
        "https://örnək.az/",
        "https://[/",
        "javascript:alert(1)",
        "",
    ],
)
def test_address_that_its_text_gives_away_is_refused(url: str) -> None:
    with pytest.raises(AddressRefused):
        refuse_unsafe(url)


@pytest.mark.parametrize("url", ["https://hr.example.org/hook?x=1", "https://xn--rnk-tna4j.az:8443/", "https://a.b."])
def test_address_of_a_server_by_its_name_passes(url: str) -> None:
    assert refuse_unsafe(url).geturl() == url


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """What the resolver answers from now on, and for each name how often it was asked (`asked:<name>`)."""
    table: dict[str, list[str]] = {}

    def resolve(host: str, port: int, *_rest: Any, **_named: Any) -> list[Any]:
        table.setdefault(f"asked:{host}", []).append(str(port))
        if host == "127.0.0.1":
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, port))]
        if host not in table:
            raise socket.gaierror
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in table[host]]

    monkeypatch.setattr("academy.outbound.socket.getaddrinfo", resolve)
    return table


@pytest.fixture
def connections(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """To where connections were begun; none leads anywhere."""
    begun: list[tuple[str, int]] = []

    def connect(address: tuple[str, int], **_named: Any) -> socket.socket:
        begun.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr("academy.outbound.socket.create_connection", connect)
    return begun


def send(url: str, seconds: float = 5) -> Any:
    """Send something."""
    return post_to_stranger(url, b"{}", headers={}, seconds=seconds, limit=100)


@pytest.mark.parametrize("addresses", [["10.0.0.1"], ["8.8.8.8", "127.0.0.1"], ["::ffff:10.0.0.1"]])
def test_name_that_leads_inside_is_refused_before_any_connection(
    addresses: list[str], names: dict[str, list[str]], connections: list[tuple[str, int]]
) -> None:
    names["hr.example.org"] = addresses
    with pytest.raises(AddressRefused):
        send("https://hr.example.org/")
    assert connections == []


def test_connection_goes_to_the_address_that_was_looked_at_and_the_name_is_asked_once(
    names: dict[str, list[str]], connections: list[tuple[str, int]]
) -> None:
    names["hr.example.org"] = ["93.184.216.34"]
    with pytest.raises(OutboundFailed):
        send("https://hr.example.org:8443/")
    assert (connections, names["asked:hr.example.org"]) == ([("93.184.216.34", 8443)], ["8443"])


def test_unknown_name_is_a_failure(names: dict[str, list[str]]) -> None:
    with pytest.raises(OutboundFailed, match="not known"):
        send("https://nobody.example.org/")


def test_server_that_cannot_prove_its_name_is_not_told_anything(
    names: dict[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The handshake asks for the name, not for the address to which we connect."""
    asked: list[str] = []

    def wrap(_self: ssl.SSLContext, plain: socket.socket, *, server_hostname: str) -> ssl.SSLSocket:
        asked.append(server_hostname)
        raise ssl.SSLCertVerificationError

    receiver = Receiver(port=free_port())
    names["hr.example.org"] = ["127.0.0.1"]
    monkeypatch.setattr("academy.outbound.is_public", lambda _address: True)
    monkeypatch.setattr(ssl.SSLContext, "wrap_socket", wrap)
    with running(receiver), pytest.raises(OutboundFailed, match="SSLCertVerificationError"):
        send(f"https://hr.example.org:{receiver.port}/")
    assert (asked, receiver.came) == (["hr.example.org"], [])


def test_trusted_origin_is_exact(settings: object) -> None:
    receiver = Receiver(port=free_port(), status=200, body=b"ok")
    settings.WEBHOOK_TRUSTED_ORIGINS = [receiver.origin]
    with running(receiver):
        assert send(f"{receiver.origin}/x").body == b"ok"
        with pytest.raises(AddressRefused):
            send(f"http://localhost:{receiver.port}/x")
    headers, _ = receiver.came[0]
    assert headers["host"] == f"127.0.0.1:{receiver.port}"


@contextmanager
def dripping() -> Iterator[int]:
    """A server that sends a header, letter by letter, and never comes to an end."""
    listener = socket.create_server(("127.0.0.1", 0))
    stopped = threading.Event()

    def drip() -> None:
        taken, _ = listener.accept()
        with taken:
            try:
                taken.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
                while not stopped.wait(0.02):
                    taken.sendall(b"x")
            except OSError:
                return

    thread = threading.Thread(target=drip)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        stopped.set()
        thread.join()
        listener.close()


def test_server_that_drips_is_cut_off(settings: object) -> None:
    with dripping() as port:
        settings.WEBHOOK_TRUSTED_ORIGINS = [f"http://127.0.0.1:{port}"]
        with pytest.raises(OutboundFailed, match="no answer within"):
            send(f"http://127.0.0.1:{port}/", seconds=0.3)
