import json
import os
import socket
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings as site_settings
from django.core.files.storage import storages
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone

from academy.house.models import Heartbeat
from academy.house.parts.storage import can_be_written
from academy.house.parts.work import APART
from tests.database import ROOT
from tests.test_settings import PRODUCTION

#: Nobody listens on it.
CLOSED = "127.0.0.1:1"
#: Seconds in which a balancer has its answer, also on a busy machine.
LIMIT = 8
WELL = {
    "database": "ok",
    "migrations": "ok",
    "beat": "ok",
    "worker:celery": "ok",
    "queue:celery": "ok",
    "worker:certificates": "ok",
    "queue:certificates": "ok",
    "worker:accounts": "ok",
    "queue:accounts": "ok",
    "worker:mail": "ok",
    "queue:mail": "ok",
    "broker": "ok",
    "storage:default": "ok",
    "storage:certificates": "ok",
    "storage:registers": "ok",
    "storage:receipts": "ok",
}


@pytest.fixture
def now(db) -> object:
    """Everything was heard this moment."""
    with time_machine.travel("2026-11-26T09:00:00Z", tick=False):
        moment = timezone.now()
        for name in ("beat", *site_settings.WORK_QUEUES):
            Heartbeat.objects.create(name=name, sent_at=moment, seen_at=moment)
        yield moment


def ready(client: Client) -> tuple[int, list[str]]:
    answer = client.get("/readyz")
    return answer.status_code, answer.json()["degraded"]


def heard(name: str, *, ago: timedelta, waited: timedelta = timedelta(0)) -> None:
    seen_at = timezone.now() - ago
    Heartbeat.objects.filter(name=name).update(seen_at=seen_at, sent_at=seen_at - waited)


def test_healthz_answers_without_a_database(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_probe_answers_over_http_to_any_host_and_is_not_kept(path: str, now, client: Client, settings) -> None:
    settings.SECURE_SSL_REDIRECT, settings.ALLOWED_HOSTS = True, ["academy.example.org"]
    settings.SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]
    answer = client.get(path, headers={"host": "10.0.0.7:8000"})
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    assert (answer.headers["X-Content-Type-Options"], "Set-Cookie" in answer.headers) == ("nosniff", False)


@pytest.mark.django_db
def test_other_pages_still_look_at_the_host(client: Client, settings) -> None:
    settings.ALLOWED_HOSTS = ["academy.example.org"]
    assert client.get("/verify/", headers={"host": "10.0.0.7:8000"}).status_code == 400


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_probe_takes_no_form(path: str, client: Client) -> None:
    assert client.post(path).status_code == 405


def test_readyz_says_that_all_is_well_and_no_more(now, client: Client) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "degraded": [], "parts": WELL})


def test_readyz_asks_the_database_little(now, client: Client, django_assert_num_queries) -> None:
    client.get("/readyz")
    with django_assert_num_queries(4):
        client.get("/readyz")


def test_missing_migration_is_no_readiness(now, client: Client) -> None:
    MigrationRecorder.Migration.objects.filter(app="house").delete()
    assert ready(client) == (503, ["migrations"])


def test_redis_away_is_degraded_and_served(now, client: Client, settings) -> None:
    settings.REDIS_URL = f"redis://{CLOSED}/0"
    assert ready(client) == (200, ["broker"])


def test_silent_workers_are_named_by_their_queue(now, client: Client) -> None:
    heard("mail", ago=timedelta(minutes=6))
    assert ready(client) == (200, ["queue:mail", "worker:mail"])


@pytest.mark.parametrize(
    ("ahead", "degraded"), [(timedelta(seconds=0.5), []), (APART, []), (APART * 2, ["worker:mail"])]
)
def test_worker_whose_clock_is_a_moment_ahead_is_alive(
    ahead: timedelta, degraded: list[str], now, client: Client
) -> None:
    heard("mail", ago=-ahead)
    assert ready(client) == (200, degraded)


def test_workers_that_were_never_heard_are_named(now, client: Client) -> None:
    Heartbeat.objects.filter(name="certificates").delete()
    assert ready(client) == (200, ["worker:certificates"])


def test_queue_in_which_things_wait_is_named(now, client: Client) -> None:
    heard("celery", ago=timedelta(0), waited=timedelta(minutes=3))
    assert ready(client) == (200, ["queue:celery"])


def test_nothing_is_known_of_workers_while_the_beat_is_silent(now, client: Client) -> None:
    heard("beat", ago=timedelta(minutes=3))
    found = client.get("/readyz").json()
    unknown = {name for name, condition in found["parts"].items() if condition == "unknown"}
    assert (found["status"], found["parts"]["beat"]) == ("degraded", "degraded")
    assert unknown == {f"{kind}:{queue}" for kind in ("worker", "queue") for queue in site_settings.WORK_QUEUES}


def test_storage_that_takes_no_file_is_named(now, client: Client, settings, tmp_path) -> None:
    (tmp_path / "file").touch()
    settings.STORAGES = settings.STORAGES | {
        "certificates": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "file"},
        }
    }
    assert ready(client) == (200, ["storage:certificates"])


def test_looking_at_a_storage_leaves_nothing_behind(tmp_path, settings) -> None:
    settings.MEDIA_ROOT = tmp_path
    assert (can_be_written(storages["default"]), list(tmp_path.iterdir())) == (True, [])


#: Asks twice, so that the first answer pays for what is loaded; prints both answers of each and how long they took.
ASK = """
import json, time, academy.wsgi
from django.test import Client
for _turn in range(2):
    begun = time.monotonic()
    answers = [Client().get(path) for path in ("/readyz", "/healthz")]
    took = time.monotonic() - begun
    print(json.dumps([took, *([answer.status_code, answer.json()] for answer in answers)]))
"""


def ask_twice(folder: Path, database: str, **told: str) -> list[list]:
    """Return what a process of its own says whose database is there: seconds, /readyz, /healthz."""
    environment = {"PATH": os.environ["PATH"], "ACADEMY_HOME": str(folder), **PRODUCTION, **told}
    environment["DATABASE_URL"] = f"postgres://academy@{database}/academy"
    command = [sys.executable, "-W", "ignore", "-c", ASK]
    asked = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in asked.stdout.splitlines()[-2:]]


def test_away_database_is_told_and_does_not_end_the_process(tmp_path: Path) -> None:
    for _took, (status, told), alive in ask_twice(tmp_path, CLOSED):
        assert (status, told["status"], told["degraded"]) == (503, "down", ["database"])
        assert alive == [200, {"status": "ok"}]


@pytest.mark.parametrize("pool", ["0", "4"])
def test_silent_database_is_given_up_by_the_first_look(pool: str, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"127.0.0.1:{silent.getsockname()[1]}"
        asked = ask_twice(tmp_path, address, DATABASE_POOL_SIZE=pool)
    assert [(status, told["degraded"]) for _took, (status, told), _alive in asked] == [(503, ["database"])] * 2
    # Three seconds; the pool alone would wait for ten.
    assert min(took for took, *_answers in asked) < LIMIT
