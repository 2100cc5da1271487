"""The office under fire: workers of its own over Redis, with a queue, files and letters that only they use."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from email import message_from_bytes, policy
from pathlib import Path

from celery import Celery
from django.conf import settings
from django.db import connection
from django.db.models import F
from django.utils import timezone
from redis import Redis

from certification.enums import State
from certification.models import Certificate
from tests.database import ROOT
from tests.factories.certification import make_reserved, make_template
from tests.factories.people import make_user

SECONDS = 180


class Office:
    """Starts workers, queues work, and lets leases run out. `environment` is what workers find beside their own."""

    def __init__(self, broker: str, folder: Path) -> None:
        self.environment: dict[str, str] = {}
        self.broker, self.folder, self.prefix = broker, folder, f"academy-faults-{os.getpid()}-{folder.name}:"
        self.workers: list[subprocess.Popen[bytes]] = []
        self.queue = Celery(broker=broker, set_as_current=False)
        self.queue.conf.broker_transport_options = {"global_keyprefix": self.prefix}

    def start(
        self, *, processes: int, deaths: dict[str, str] | None = None, manner: str = "", visibility: int = 3600
    ) -> None:
        """Start a worker that forks so many processes, each of which may die as foretold."""
        plan = self.folder / f"plan-{len(self.workers)}.json"
        plan.write_text(
            json.dumps(
                {
                    "prefix": self.prefix,
                    "processes": processes,
                    "visibility": visibility,
                    "deaths": deaths or {},
                    "manner": manner,
                }
            )
        )
        command = [sys.executable, "-m", "tests.faults.worker", str(plan)]
        with (self.folder / f"{plan.stem}.log").open("wb") as log:
            self.workers.append(
                subprocess.Popen(
                    command, cwd=ROOT, env=self._environment(), stdout=log, stderr=log, start_new_session=True
                )
            )

    def _environment(self) -> dict[str, str]:
        server = os.environ["DATABASE_URL"].rpartition("/")[0]
        return os.environ | {
            "DJANGO_SETTINGS_MODULE": "academy.settings.development",
            "ACADEMY_HOME": str(settings.ACADEMY_HOME),
            "DATABASE_URL": f"{server}/{connection.settings_dict['NAME']}",
            "REDIS_URL": self.broker,
            **self.environment,
        }

    def kill(self) -> None:
        """Kill every worker with all its processes, as when the power fails."""
        for worker in self.workers:
            with suppress(ProcessLookupError):
                os.killpg(worker.pid, signal.SIGKILL)
            worker.wait()
        self.workers = []

    def close(self) -> None:
        """Leave nothing behind."""
        self.kill()
        self.queue.close()
        with Redis.from_url(self.broker) as redis:
            for key in redis.scan_iter(f"{self.prefix}*"):
                redis.delete(key)

    def deliver(self, certificates: Sequence[Certificate], *, times: int = 1) -> None:
        """Queue the production of each, that often."""
        for certificate in certificates * times:
            self.queue.send_task("certification.tasks.produce_certificate", [certificate.pk])

    def is_idle(self) -> bool:
        """Whether nothing is queued and nobody has anything in hand."""
        with Redis.from_url(self.broker) as redis:
            return not redis.exists(f"{self.prefix}celery", f"{self.prefix}unacked")

    def sweep(self) -> None:
        """Let every lease run out, then have the sweeper look."""
        Certificate.objects.filter(next_attempt_at__gt=timezone.now()).update(next_attempt_at=timezone.now())
        self.queue.send_task("certification.tasks.sweep_certificates")

    def wait(self, what: str, done: Callable[[], bool]) -> None:
        """Wait for it; say what the workers said when it does not come."""
        give_up = time.monotonic() + SECONDS
        while not done():
            if time.monotonic() > give_up or any(worker.poll() is not None for worker in self.workers):
                said = "\n".join(log.read_text()[-1500:] for log in self.folder.glob("*.log"))
                raise AssertionError(f"{what} did not come: {states()}\n{said}")
            time.sleep(0.1)


def states() -> Counter[str]:
    """Return how many certificates stand in each state."""
    return Counter(Certificate.objects.values_list("state", flat=True))


def empty_folders() -> None:
    """Remove files and letters of other tests."""
    for name in ("certificates", "mails"):
        shutil.rmtree(settings.ACADEMY_HOME / name, ignore_errors=True)


def stored_files() -> list[str]:
    """Return the names of the stored files, as the rows name them."""
    folder = settings.ACADEMY_HOME / "certificates"
    return sorted(str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file())


def letters() -> Counter[str]:
    """Return how many letters went to each address."""
    return Counter(_addressees())


def _addressees() -> Iterator[str]:
    for file in (settings.ACADEMY_HOME / "mails").glob("*.log"):
        for letter in file.read_bytes().split(b"-" * 79 + b"\n"):
            if letter.strip():
                yield str(message_from_bytes(letter, policy=policy.default)["To"])


def owned_files() -> list[str]:
    """Return the files to which certificates point."""
    return sorted(Certificate.objects.exclude(document="").values_list("document", flat=True))


def addresses() -> Counter[str]:
    """Return the holders' addresses, one letter owed to each."""
    return Counter(Certificate.objects.values_list(F("holder__email"), flat=True))


def make_many(number: int) -> list[Certificate]:
    """Certificates of as many people."""
    template = make_template()
    return [make_reserved(make_user(), template) for _ in range(number)]


def all_is_done() -> bool:
    """Everything is issued, and as many letters as holders have gone."""
    unfinished = Certificate.objects.exclude(state=State.ISSUED, mailed_at__isnull=False)
    return not unfinished.exists() and letters().total() >= Certificate.objects.count()
