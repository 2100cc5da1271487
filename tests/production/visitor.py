"""A browser that speaks as the proxy does: TLS ends there, so the address is http and the header says https."""

import json
import re
import time
from collections.abc import Callable
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

import urllib3


class Visitor:
    """Keeps cookies, whichever process answers."""

    def __init__(self) -> None:
        self.pool, self.cookies = urllib3.PoolManager(retries=False, timeout=60), {}

    def ask(self, port: int, path: str, data: dict[str, str] | None = None, **headers: str) -> urllib3.HTTPResponse:
        """Ask the process at this port."""
        headers = {"X-Forwarded-Proto": "https", "Host": "academy.example.org", "Accept-Language": "en"} | headers
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        body, method = None, "GET"
        if data is not None:
            token = {"csrfmiddlewaretoken": self.cookies.get("__Host-csrftoken", "")}
            body, method = urlencode(data | token), "POST"
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Origin": "https://academy.example.org",
            }
        answer = self.pool.request(method, f"http://127.0.0.1:{port}{path}", body=body, headers=headers, redirect=False)
        for line in answer.headers.getlist("Set-Cookie"):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        return answer

    def json(self, port: int, path: str) -> dict:
        """Ask for the answer to programs."""
        return json.loads(self.ask(port, path, Accept="application/json").data)

    def close(self) -> None:
        """Close all connections."""
        self.pool.clear()


def target(answer: urllib3.HTTPResponse) -> str:
    """Return the path to which an answer leads."""
    assert answer.status == 302, (answer.status, answer.data[:2000])
    return urlsplit(answer.headers["Location"]).path


def codes(page: bytes) -> set[str]:
    """Return the codes to which a page leads."""
    return set(re.findall(r"/verify/([0-9A-Z-]{20,})/", page.decode()))


def wait(what: str, look: Callable[[], object], seconds: float = 90) -> object:
    """Look until there is something; say what was missed when it does not come."""
    give_up = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < give_up, f"{what} did not come"
        time.sleep(0.2)
    return found
