"""Web servers of our own on the loopback, and learners who ask them in turn, and the next one when one is away."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlencode

import urllib3
from django.conf import settings
from django.db import connection
from django.test import Client

from academy.accounts.models import User
from tests.database import ROOT
from tests.faults.sink import free_port
from tests.production.visitor import wait

TOKEN = "c" * 32


class Web:
    """One web server with one process, on the database of the test."""

    def __init__(self, folder: Path, entrance: str = "academy.wsgi:application", **environment: str) -> None:
        self.log, self.port = folder / f"web-{free_port()}.log", free_port()
        options = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(self.port), "--workers", "1"]
        # As in docker-compose.yml.
        options += ["--blocking-threads", "4", "--workers-kill-timeout", "5"]
        self.command = [sys.executable, "-m", "academy.web", *options, entrance]
        self.environment = database_environment() | environment

    def start(self) -> None:
        """Start it and wait until it answers."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        wait(f"the web server: {self.log}", self.answers)

    def answers(self) -> bool:
        """Tell whether it is alive."""
        try:
            return urllib3.request("GET", f"http://127.0.0.1:{self.port}/healthz", retries=False).status == 200
        except urllib3.exceptions.HTTPError:
            return False

    def stop(self) -> None:
        """Ask it to end, as a deploy does, and wait until it has."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=60)

    def kill(self) -> None:
        """End it at once, with all that it started."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def database_environment() -> dict[str, str]:
    """Return the surroundings in which our programs use the database and the folders of this test."""
    server = os.environ["DATABASE_URL"].rpartition("/")[0]
    own = {"DJANGO_SETTINGS_MODULE": "academy.settings.development", "SECRET_KEY": settings.SECRET_KEY}
    places = {"ACADEMY_HOME": str(settings.ACADEMY_HOME), "REDIS_URL": ""}
    return os.environ | own | places | {"DATABASE_URL": f"{server}/{connection.settings_dict['NAME']}"}


class Learner:
    """Somebody with an open session, whose requests go to the servers in turn, as a proxy hands them out."""

    def __init__(self, user: User, *webs: Web) -> None:
        browser = Client()
        browser.force_login(user, backend="academy.accounts.backends.PersonBackend")
        session = browser.cookies[settings.SESSION_COOKIE_NAME].value
        self.headers = {
            "Cookie": f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={TOKEN}",
            "Content-Type": "application/x-www-form-urlencoded",
            "Connection": "close",
        }
        self.webs, self.refused, self.cut_off = list(webs), 0, 0

    def post(self, web: Web, path: str, **data: str) -> urllib3.BaseHTTPResponse:
        """Send a form once. Raises what urllib3 raises."""
        return self._ask(web, "POST", path, urlencode(data | {"csrfmiddlewaretoken": TOKEN}))

    def get(self, web: Web, path: str) -> urllib3.BaseHTTPResponse:
        """Open a page once."""
        return self._ask(web, "GET", path)

    def _ask(self, web: Web, method: str, path: str, body: str | None = None) -> urllib3.BaseHTTPResponse:
        address = f"http://127.0.0.1:{web.port}{path}"
        return urllib3.request(
            method, address, body=body, headers=self.headers, retries=False, redirect=False, timeout=60
        )

    def send(self, path: str, **data: str) -> int:
        """Send a form until a server answers, as the page does, and return the status of the answer."""
        while True:
            self.webs.append(self.webs.pop(0))
            try:
                return self.post(self.webs[-1], path, **data).status
            except urllib3.exceptions.NewConnectionError:
                self.refused += 1
            except urllib3.exceptions.ProtocolError:
                self.cut_off += 1
