"""The real proxy with the configuration of the repository, in front of a server that tells what it was sent."""

import json
import os
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.production.compose import BIN, ROOT, free_port
from tests.production.visitor import wait


class Telling(BaseHTTPRequestHandler):
    """Answers with the headers that it was sent; of a file named “own” it says that the visitor may have it."""

    def do_GET(self) -> None:
        if self.path == "/silent/":
            self.server.silence.wait(30)
        body = json.dumps({name.lower(): value for name, value in self.headers.items()}).encode()
        self.send_response(404 if self.path == "/media/media/foreign.mp3" else 200)
        if self.path == "/media/media/own.mp3":
            self.send_header("X-Accel-Redirect", "/media/media/s%C9%99s.mp3")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        try:
            self._read_body()
        except ValueError:
            # The proxy gave up.
            self.close_connection = True
            return
        self.do_GET()

    def _read_body(self) -> None:
        if length := self.headers["Content-Length"]:
            self.rfile.read(int(length))
            return
        while size := int(self.rfile.readline(), 16):
            self.rfile.read(size + 2)
        self.rfile.readline()

    def log_message(self, *_told: object) -> None:
        """Say nothing."""


class Proxy:
    """Caddy on a port of this machine, with a certificate of its own."""

    def __init__(self, home: Path) -> None:
        self.site = ThreadingHTTPServer(("127.0.0.1", 0), Telling)
        self.site.silence = threading.Event()
        threading.Thread(target=self.site.serve_forever, daemon=True).start()
        self.http, self.https, self.home = free_port(), free_port(), home
        environment = os.environ | {
            "SITE_ADDRESS": f"https://localhost:{self.https}",
            "WEB": f"127.0.0.1:{self.site.server_port}",
            "HTTP_PORT": str(self.http),
            "HTTPS_PORT": str(self.https),
            "PUBLIC_FILES": str(home),
            "MAX_BODY": "1KB",
            "MAX_VERIFY_BODY": "300B",
            "PATIENCE": "2s",
            "PAGES": str(ROOT / "templates"),
            "XDG_DATA_HOME": str(home / "own"),
            "XDG_CONFIG_HOME": str(home / "own"),
        }
        command = [BIN / "caddy", "run", "--config", ROOT / "deploy" / "Caddyfile", "--adapter", "caddyfile"]
        with (home / "log").open("wb") as log:
            self.process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)

    def ask(
        self, path: str, *, body: bytes | Iterator[bytes] | None = None, **headers: str
    ) -> tuple[HTTPResponse, bytes]:
        """Ask over TLS, trusting the certificate that the proxy made."""
        root = self.home / "own" / "caddy" / "pki" / "authorities" / "local" / "root.crt"
        connection = HTTPSConnection(
            "localhost", self.https, context=ssl.create_default_context(cafile=root), timeout=20
        )
        try:
            connection.request("POST" if body is not None else "GET", path, body, headers)
            answer = connection.getresponse()
            return answer, answer.read()
        finally:
            connection.close()

    def answers(self) -> bool:
        try:
            return self.ask("/")[0].status == 200
        except (OSError, ssl.SSLError):
            return False

    def close(self) -> None:
        self.process.terminate()
        self.process.wait()
        self.site.shutdown()
        self.site.server_close()


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    home = tmp_path_factory.mktemp("proxy")
    for folder in ("images", "documents"):
        (home / "media" / folder).mkdir(parents=True)
        (home / "media" / folder / "file.svg").write_text("<svg/>")
    (home / "media" / "media").mkdir()
    for name in ("səs", "foreign"):
        (home / "media" / "media" / f"{name}.mp3").write_bytes(b"0123456789")
    started = Proxy(home)
    try:
        wait("the proxy", started.answers)
        yield started
    finally:
        started.close()


def told(proxy: Proxy, **headers: str) -> dict[str, str]:
    return json.loads(proxy.ask("/verify/", **headers)[1])


def test_address_of_the_visitor_is_the_proxys_word(proxy: Proxy) -> None:
    sent = told(proxy, **{"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "http"})
    assert (sent["x-forwarded-for"], sent["x-forwarded-proto"]) == ("127.0.0.1", "https")


def test_id_of_the_request_is_the_proxys_too(proxy: Proxy) -> None:
    ids = [told(proxy, **{"X-Request-ID": "forged-by-a-visitor"})["x-request-id"] for _time in range(2)]
    assert ("forged-by-a-visitor" in ids, len(set(ids))) == (False, 2)


def test_http_leads_to_https(proxy: Proxy) -> None:
    connection = HTTPConnection("localhost", proxy.http, timeout=20)
    connection.request("GET", "/verify/")
    answer = connection.getresponse()
    assert (answer.status, answer.headers["Location"].startswith("https://localhost")) == (308, True)
    answer.close()
    connection.close()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/media/images/file.svg", 200),
        ("/media/images/none.svg", 404),
        ("/media/images/", 404),
        ("/media/documents/file.svg", 404),
        ("/media/images/../documents/file.svg", 404),
        ("/media/images/%2e%2e/documents/file.svg", 404),
        ("/media//documents/file.svg", 404),
        ("/metrics", 404),
    ],
)
def test_public_files_alone_are_handed_out(path: str, status: int, proxy: Proxy) -> None:
    assert proxy.ask(path)[0].status == status


def test_public_file_runs_no_script_on_the_site(proxy: Proxy) -> None:
    headers = proxy.ask("/media/images/file.svg")[0].headers
    policy = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    assert (headers["Content-Security-Policy"], headers["X-Content-Type-Options"]) == (policy, "nosniff")


def test_recording_is_handed_out_where_the_site_says_so_and_in_parts(proxy: Proxy) -> None:
    answers = [proxy.ask("/media/media/own.mp3", **headers) for headers in ({}, {"Range": "bytes=3-5"})]
    assert [(answer.status, body) for answer, body in answers] == [(200, b"0123456789"), (206, b"345")]
    told = answers[0][0].headers
    assert (told["Cache-Control"], told["Cross-Origin-Resource-Policy"]) == ("private, max-age=3600", "same-origin")
    assert "X-Accel-Redirect" not in told


@pytest.mark.parametrize("path", ["/media/media/foreign.mp3", "/media/media/s%C9%99s.mp3"])
def test_recording_is_nobodys_without_the_word_of_the_site(path: str, proxy: Proxy) -> None:
    assert b"0123456789" not in proxy.ask(path)[1]


def test_large_body_is_refused(proxy: Proxy) -> None:
    assert [proxy.ask("/", body=b"x" * size)[0].status for size in (900, 5000, 900)] == [200, 413, 200]


def in_parts(size: int) -> Iterator[bytes]:
    """A body whose length nobody is told."""
    yield from [b"x" * 100] * (size // 100)


@pytest.mark.parametrize("path", ["/verify/", "/verify/many/"])
@pytest.mark.parametrize("sent", [lambda size: b"x" * size, in_parts])
def test_body_of_a_file_to_verify_has_a_limit_of_its_own(
    path: str, sent: Callable[[int], bytes | Iterator[bytes]], proxy: Proxy
) -> None:
    assert [proxy.ask(path, body=sent(size))[0].status for size in (200, 800)] == [200, 413]
    assert proxy.ask("/verified/", body=sent(800))[0].status == 200


def test_silence_of_the_site_is_told_by_the_proxy(proxy: Proxy) -> None:
    answer, page = proxy.ask("/silent/")
    proxy.site.silence.set()
    told = {name: answer.headers[name] for name in ("Retry-After", "Cache-Control")}
    assert (answer.status, told) == (503, {"Retry-After": "30", "Cache-Control": "no-store"})
    assert page == (ROOT / "templates" / "503.html").read_bytes()
