"""A real browser against the real server: the demo as `make demo` serves it, on a seeded copy of its own."""

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, Request

from certification.enums import IN_PRODUCTION
from tests import database
from tests.browser.site import Site, gather
from tests.production.visitor import wait

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


#: Which files look at all pages: they share what one process has gathered.
OF_EVERY_PAGE = {"test_every_page", "test_html"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark whatever stands in this folder, so that it runs by itself, and the tests of a file in one process."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            name = item.path.stem
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("every page" if name in OF_EVERY_PAGE else name))


@dataclass(frozen=True)
class Demo:
    """A running copy of the demo."""

    address: str
    home: Path

    def newest_letter_to(self, email: str) -> str:
        """Return the text of the newest letter to an address, once the worker has sent all that accounts owe."""
        wait("what accounts owe", self.owes_nothing)
        letters = sorted((self.home / "mails").iterdir(), key=lambda path: path.stat().st_mtime_ns, reverse=True)
        return next(text for text in (path.read_text() for path in letters) if f"To: {email}" in text)

    def owes_nothing(self) -> bool:
        """Whether each letter of an account has gone."""
        return self._count("mail_sealedletter") == 0

    def has_all_certificates(self) -> bool:
        """Whether the worker has made what the seed has asked for: a page may lead to a newer certificate."""
        states = ", ".join(f"'{state.value}'" for state in IN_PRODUCTION)
        return self._count(f"certification_certificate WHERE state IN ({states})") == 0

    def _count(self, rows: str) -> int:
        with closing(sqlite3.connect(self.home / "academy.sqlite3")) as database:
            return database.execute(f"SELECT count(*) FROM {rows}").fetchone()[0]  # noqa: S608 - own words


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def _wait_until_it_answers(address: str, process: subprocess.Popen[bytes]) -> None:
    for _try in range(240):
        try:
            urllib.request.urlopen(f"{address}/verify/", timeout=5)  # noqa: S310 - our own address
        except (urllib.error.URLError, ConnectionError):
            if process.poll() is not None:
                pytest.fail("the demo's server ended before it answered")
            Event().wait(0.25)
        else:
            return
    pytest.fail("the demo's server did not answer")


@contextmanager
def serve(home: Path) -> Iterator[Demo]:
    """Seed a copy of the demo, serve it with its worker, and end both."""
    port = _free_port()
    environment = os.environ | {
        "ACADEMY_HOME": str(home),
        "PORT": str(port),
        "SITE_URL": f"http://localhost:{port}",
        "DJANGO_SETTINGS_MODULE": "academy.settings.development",
    }
    environment.pop("DATABASE_URL", None)
    database.sqlite_copy("browser").rename(home / "academy.sqlite3")
    subprocess.run([sys.executable, "manage.py", "seed_demo"], cwd=ROOT, env=environment, check=True)
    honcho = [sys.executable, "-m", "honcho", "start", "--no-prefix", "-f", "academy/demo.procfile"]
    process = subprocess.Popen(honcho, cwd=ROOT, env=environment, start_new_session=True)
    try:
        _wait_until_it_answers(f"http://localhost:{port}", process)
        yield Demo(f"http://localhost:{port}", home)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=30)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The demo that all tests share; none of them changes what a visitor finds there."""
    with serve(tmp_path_factory.mktemp("home")) as shared:
        yield shared


@pytest.fixture(scope="session")
def base_url(demo: Demo) -> str:
    """Let `page.goto` take paths."""
    return demo.address


@pytest.fixture(scope="session")
def site(demo: Demo, playwright: Playwright) -> Site:
    """Every page for everybody, gathered once a run."""
    wait("what the seed asked the worker for", demo.has_all_certificates, seconds=300)
    return gather(playwright, demo.address, demo.home / "mails")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    """Drive the system's Chromium; none is ever downloaded."""
    return browser_type_launch_args | {"executable_path": CHROMIUM, "args": ARGUMENTS}


def _was_given_up(request: Request) -> bool:
    """Whether the browser itself ended the request: a download took its place, or the page was left."""
    return request.failure == "net::ERR_ABORTED"


def _is_complaint(message: ConsoleMessage) -> bool:
    """Whether the console says that something is wrong; a context that wants no service worker says so itself."""
    return message.type in {"error", "warning"} and not message.text.startswith("Service Worker registration blocked")


def _is_foreign(request: Request) -> bool:
    """Whether a request leaves this machine."""
    parts = urlsplit(request.url)
    return parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname != "localhost"


def watch(context: BrowserContext) -> list[str]:
    """Collect what is wrong on any page: errors of scripts, of the policy, of loading; requests to foreign hosts."""
    found: list[str] = []
    context.on("console", lambda message: _is_complaint(message) and found.append(_said(message)))
    context.on("weberror", lambda error: found.append(str(error.error)))
    context.on("requestfailed", lambda request: _was_given_up(request) or found.append(f"failed: {request.url}"))
    context.on("request", lambda request: _is_foreign(request) and found.append(f"foreign: {request.url}"))
    return found


def _said(message: ConsoleMessage) -> str:
    return f"{message.location['url']}: {message.text}"


@pytest.fixture
def complaints(context: BrowserContext) -> Iterator[list[str]]:
    """Fail the test when the browser complained."""
    found = watch(context)
    yield found
    assert found == []


@pytest.fixture
def page(context: BrowserContext, complaints: list[str]) -> Page:
    """A page that fails its test when the browser complains."""
    return context.new_page()


@pytest.fixture
def open_context(browser: Browser, base_url: str):
    """Return a function that opens a browser context with a size, a colour scheme and a language."""
    contexts: list[BrowserContext] = []

    def open_one(**options: object) -> BrowserContext:
        contexts.append(browser.new_context(base_url=base_url, **options))
        return contexts[-1]

    yield open_one
    for opened in contexts:
        opened.close()
