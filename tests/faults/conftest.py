"""A test of a fault tells its case for the table (report.py)."""

from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from certification.services.keys import ensure_demo_key
from tests.faults import servers
from tests.faults.office import Office, empty_folders
from tests.faults.premises import Premises
from tests.faults.report import Case, case_name, without_group
from tests.faults.sink import Sink
from tests.services import redis

CASE = pytest.StashKey[Case]()


@pytest.fixture
def case(request: pytest.FixtureRequest) -> Case:
    """Return the case that this test tells of, which is named as the test is."""
    return request.node.stash[CASE]


@pytest.fixture
def sink(settings: Settings) -> Sink:
    """A mail server, closed, to which all letters go."""
    made = Sink()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", made.port, 0.2
    return made


@pytest.fixture(scope="session")
def premises_without_redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Premises]:
    """Return the running services; Redis is not among them until a test asks for it."""
    if lacking := servers.missing():
        pytest.skip(f"needs {lacking}")
    made = Premises(tmp_path_factory.mktemp("premises"))
    try:
        made.up()
        yield made
    finally:
        made.down()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office with nothing in its folders, whose workers end with the test."""
    broker = redis()
    if connection.vendor != "postgresql" or not broker:
        pytest.skip("faults are tested on PostgreSQL with a Redis: set DATABASE_URL, and TEST_REDIS_URL if need be")
    empty_folders()
    ensure_demo_key()
    office = Office(broker, tmp_path)
    yield office
    office.close()


@pytest.fixture
def premises(premises_without_redis: Premises) -> Premises:
    """Return the running services."""
    if not premises_without_redis.redis.process:
        premises_without_redis.redis.start()
    return premises_without_redis


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Begin the line before anything can be left out."""
    item.stash[CASE] = Case(name=case_name(item.name), order=without_group(item.nodeid))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Add the verdict to what the test told."""
    report = yield
    case = item.stash[CASE]
    if report.skipped:
        case.verdict = f"not run: {call.excinfo.value}"
    elif report.failed:
        case.verdict = "does not hold"
    elif report.when == "call":
        case.verdict = "holds"
    if case.verdict and "case" in item.fixturenames:
        case.write()
    return report
