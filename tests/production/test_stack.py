"""The services of docker-compose.yml as processes of this machine, from the log-in to the verified certificate.

Two web processes without any key, a worker for each queue, the one for certificates with the keys, and the beat: over
PostgreSQL and Redis, with the settings of production.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import urllib3
from django.conf import settings
from redis import Redis

from tests.production.stack import TOKEN, Stack
from tests.production.visitor import Visitor, codes, target, wait
from tests.services import REDIS, postgresql, redis

pytestmark = pytest.mark.xdist_group("stack")

#: A database of Redis that no other test uses.
BROKER = re.sub(r"/\d+$", "/13", REDIS)


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Stack, dict]]:
    server, name = postgresql(), f"academy_stack_{os.getpid()}"
    if not server or not redis():
        pytest.skip("needs PostgreSQL and Redis")
    with Redis.from_url(BROKER) as broker, psycopg.connect(server, autocommit=True) as administrator:
        broker.flushdb()
        administrator.execute(f"CREATE DATABASE {name}".encode())
        url = f"{server.rpartition('/')[0]}/{name}"
        made = Stack(tmp_path_factory.mktemp("stack"), database=url, broker=BROKER)
        try:
            told = made.up()
            for port in made.ports:
                wait(f"web at {port}", lambda port=port: is_alive(port))
            yield made, told
        finally:
            made.down()
            broker.flushdb()
            administrator.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def is_alive(port: int) -> bool:
    try:
        return Visitor().json(port, "/healthz") == {"status": "ok"}
    except urllib3.exceptions.HTTPError:
        return False


@pytest.fixture(scope="module")
def earned(stack: tuple[Stack, dict]) -> tuple[str, str]:
    """Return the code of the certificate that the learner earned, and the id of the request that decided it."""
    (running, told), learner = stack, Visitor()
    first, second = running.ports
    learner.ask(first, "/accounts/login/")
    learner.ask(first, "/accounts/login/", {"login": told["email"], "password": told["password"]})
    assert learner.ask(second, "/my/").status == 200, "the session of one process opens at the other"
    learner.ask(second, f"/my/courses/{told['course']}/enrol/", {})
    for lesson in told["lessons"]:
        learner.ask(first, f"/my/lessons/{lesson}/read/", {})
    attempt = target(learner.ask(second, f"/my/courses/{told['course']}/quiz/start/", {}))
    submitted = learner.ask(first, f"{attempt}submit/", {"question-1": "o0", "question-2": "o0"})
    assert target(submitted) == f"{attempt}result/"
    shown = wait("the certificate", lambda: codes(learner.ask(second, "/my/").data))
    learner.close()
    return shown.pop(), submitted.headers["X-Request-ID"]


def is_verified(running: Stack, code: str) -> bool:
    return Visitor().json(running.ports[1], f"/verify/{code}/").get("verdict") == "valid"


def test_certificate_is_made_by_the_worker_that_holds_the_keys(stack, earned) -> None:
    running, code = stack[0], earned[0]
    wait("the verified certificate", lambda: is_verified(running, code))
    made_by = [
        name
        for name, process in running.works.items()
        if any(line.get("task") == "certification.tasks.produce_certificate" for line in process.lines())
    ]
    assert made_by == ["certificates"]


def test_no_other_process_finds_a_key(stack) -> None:
    running = stack[0]
    keys = {
        name: [
            value for value in process.environment.values() if value.endswith((".p12", ".key")) and Path(value).exists()
        ]
        for name, process in {**running.works, "web": running.webs[0]}.items()
    }
    data = running.webs[0].folder.parent / "data"
    assert {name for name, found in keys.items() if found} == {"certificates"}
    assert [file for file in data.rglob("*") if file.suffix in {".p12", ".key"}] == []


def test_request_is_followed_into_the_task(stack, earned) -> None:
    """The sweeper may have been faster; the task of the request then finds nothing to do, and says so."""
    assert wait("the line of the task", lambda: _followed(stack[0], earned[1])) == ["certificate_production"]


def _followed(running: Stack, request: str) -> list[str]:
    lines = running.works["certificates"].lines()
    mine = [line["event"] for line in lines if line.get("request_id") == request]
    return [event for event in mine if event == "certificate_production"]


def test_all_parts_are_well(stack, earned) -> None:
    running = stack[0]
    for port in running.ports:
        ready = wait("readiness", lambda port=port: _well(Visitor().json(port, "/readyz")))
        assert ready == {"status": "ok", "degraded": []}


def _well(told: dict) -> dict | None:
    return {"status": told["status"], "degraded": told["degraded"]} if told["status"] == "ok" else None


def test_requests_of_both_processes_of_a_web_service_are_counted(stack, earned) -> None:
    answer = Visitor().ask(stack[0].ports[0], "/metrics", Authorization=f"Bearer {TOKEN}")
    told = answer.data.decode()
    assert 'academy_requests_total{method="POST",route="submit_attempt",status="302"} 1.0' in told
    assert 'academy_certificates{state="issued"} 1.0' in told


def test_lines_name_nobody_and_no_code(stack, earned) -> None:
    running, told = stack
    said = "".join(process.said() for process in (*running.works.values(), *running.webs))
    secrets = [
        told["email"],
        told["name"],
        earned[0],
        earned[0].replace("-", ""),
        told["password"],
        settings.SECRET_KEY,
    ]
    assert [word for word in secrets if word in said] == []
    assert '"route": "submit_attempt"' in said
