"""The services of docker-compose.yml over a PostgreSQL and a Redis of their own, and learners who work in them."""

import json
import re
import sys
import time
from collections import Counter
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any, NamedTuple

import psycopg
import urllib3
from django.conf import settings
from redis import Redis

from tests import database
from tests.factories.people import PASSWORD
from tests.faults.report import Case
from tests.faults.servers import Disk, OwnPostgreSQL, OwnRedis
from tests.production.compose import Native
from tests.production.stack import Stack
from tests.production.visitor import Visitor, target, wait

#: Each takes the quiz of the course once.
LEARNERS = 30
#: Reads English, and has a second factor.
REGISTRAR = "registrar@kitabxana.example"
#: Seconds: the beat looks for what was left lying each minute, and a dead worker's certificate is taken up after four.
HEALING = 400


class Answer(NamedTuple):
    """What a page said: its status, its language and its heading."""

    status: int
    language: str
    heading: str


class Premises:
    """Everything that runs, and what is known of it from outside."""

    def __init__(self, folder: Path) -> None:
        self.postgresql, self.redis = OwnPostgreSQL(), OwnRedis()
        self.stack = Stack(folder, database=self.postgresql.url, broker=self.redis.url, webs=1)
        self.data = folder / "data"
        self.disk = Disk(self.data / "certificates", "8m")
        self.port = self.stack.ports[0]

    def up(self) -> None:
        """Start everything but Redis, and let nobody begin before the pages answer."""
        self.postgresql.start()
        if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
            self.postgresql.copy(database.migrated_template())
        self.told = self.stack.up()
        command = [sys.executable, "-m", "tests.faults.people", str(LEARNERS), REGISTRAR]
        people = self.stack.works["worker"].run(*command)
        self.learners = iter(json.loads(people.splitlines()[-1]))
        wait("the pages", lambda: self.asks("/healthz").status == 200)

    def down(self) -> None:
        self.stack.down()
        self.redis.kill()
        self.disk.close()
        self.postgresql.close()

    @property
    def processes(self) -> dict[str, Native]:
        return self.stack.works | {"web": self.stack.webs[0]}

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Ask the database itself."""
        with psycopg.connect(self.postgresql.url) as connection:
            return connection.execute(query.encode()).fetchall()

    def ready(self) -> dict[str, Any]:
        """Return what /readyz says; nothing while nobody answers."""
        try:
            return Visitor().json(self.port, "/readyz")
        except urllib3.exceptions.HTTPError:
            return {"status": "silent", "degraded": []}

    def is_well(self) -> bool:
        return self.ready() | {"parts": {}} == {"status": "ok", "degraded": [], "parts": {}}

    def asks(self, path: str, visitor: Visitor | None = None, **headers: str) -> Answer:
        """Open a page as a stranger who reads Russian, or as this visitor."""
        try:
            found = (visitor or Visitor()).ask(self.port, path, **{"Accept-Language": "ru"} | headers)
        except urllib3.exceptions.HTTPError as error:
            return Answer(0, "", type(error).__name__)
        return seen(found)

    def learner(self) -> "Learner":
        """Return a learner who sits before the last question."""
        return Learner(self, next(self.learners))

    def letters(self) -> Counter[str]:
        """Return how many letters went to each learner."""
        found = [letter for file in (self.data / "mails").glob("*.log") for letter in _letters(file.read_bytes())]
        return Counter(found)

    def states(self, address: str) -> list[str]:
        """Return the states of this person's certificates."""
        query = "SELECT c.state FROM certification_certificate c JOIN accounts_user u ON u.id = c.holder_id"
        return [state for (state,) in self.rows(f"{query} WHERE u.email = '{address}'")]

    def works_without_redis(self, case: Case, learner: "Learner") -> None:
        """Let the learner hand in and read; the certificate is decided, and /readyz names the broker."""
        begun = time.monotonic()
        assert learner.hand_in().status == 302
        assert [learner.opens(path).status for path in ("/my/", "/verify/")] == [200, 200]
        took = time.monotonic() - begun
        assert self.states(learner.address) == ["reserved"]
        ready = self.ready()
        assert (ready["status"], ready["parts"]["broker"]) == ("degraded", "degraded")
        case.saw(f"quiz handed in, /my/ and /verify/ opened in {took:.1f} s together; /readyz is degraded: broker")

    def wait_for(self, *learners: "Learner") -> None:
        """Wait until each has a certificate, is told of it, and everything is well."""
        for learner in learners:
            wait(f"the certificate of {learner.address}", learner.has_it_once, HEALING)
        wait("health", self.is_well, HEALING)

    def heals(self, case: Case, *learners: "Learner") -> None:
        """Measure how long that takes; then look for what was lost or came twice."""
        with case.healing():
            self.wait_for(*learners)
        assert self.faults() == []
        case.saw(f"certificates issued and told of once: {len(learners)}")

    def faults(self) -> list[str]:
        """Return what was lost or happened twice: the audits of the product, letters, and files that nobody owns."""
        wrong = []
        for command in ("audit_history", "audit_documents"):
            asked = self.stack.works["certificates"].audit(sys.executable, "manage.py", command)
            wrong += [] if asked.returncode == 0 else [f"{command}: {asked.stdout}{asked.stderr}"]
        query = "SELECT kind, subject, count(*) FROM certification_event WHERE kind = 'issued'"
        wrong += [f"twice: {row}" for row in self.rows(f"{query} GROUP BY kind, subject HAVING count(*) > 1")]
        wrong += [f"{number} letters: {address}" for address, number in self.letters().items() if number > 1]
        owned = {name for (name,) in self.rows("SELECT document FROM certification_certificate WHERE document != ''")}
        folder = self.data / "certificates"
        stored = {str(file.relative_to(folder)) for file in folder.rglob("*.pdf")}
        return wrong + [f"file {name}" for name in sorted(owned ^ stored)]


class Learner:
    """Somebody who works through the pages."""

    def __init__(self, premises: Premises, address: str) -> None:
        self.premises, self.address, self.browser = premises, address, Visitor()
        told, port = premises.told, premises.port
        self.browser.ask(port, "/accounts/login/")
        target(self.browser.ask(port, "/accounts/login/", {"login": address, "password": PASSWORD}))
        target(self.browser.ask(port, f"/my/courses/{told['course']}/enrol/", {}))
        for lesson in told["lessons"]:
            target(self.browser.ask(port, f"/my/lessons/{lesson}/read/", {}))
        self.attempt = target(self.browser.ask(port, f"/my/courses/{told['course']}/quiz/start/", {}))

    def hand_in(self) -> Answer:
        """Answer all questions rightly."""
        answers = {"question-1": "o0", "question-2": "o0"}
        return seen(self.browser.ask(self.premises.port, f"{self.attempt}submit/", answers))

    def opens(self, path: str) -> Answer:
        return self.premises.asks(path, self.browser)

    def has_it_once(self) -> bool:
        """Whether the certificate is issued, and told of in one letter."""
        return self.premises.states(self.address) == ["issued"] and self.premises.letters()[self.address] == 1


def seen(page: urllib3.BaseHTTPResponse) -> Answer:
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", page.data.decode(errors="replace"), re.DOTALL)
    language = page.headers.get("Content-Language", "")
    return Answer(page.status, language, " ".join(heading[1].split()) if heading else "")


def _letters(file: bytes) -> list[str]:
    texts = [text for text in file.split(b"-" * 79 + b"\n") if text.strip()]
    return [str(message_from_bytes(text, policy=policy.default)["To"]) for text in texts]


def productions(redis: Redis) -> int:
    """Return how many messages lie there that have a certificate made; pulses lie there too."""
    tasks = [json.loads(message)["headers"]["task"] for message in redis.lrange("certificates", 0, -1)]
    return tasks.count("certification.tasks.produce_certificate")
