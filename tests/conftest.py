"""What every test may rely on: a migrated database of this process alone, and a clean folder for files."""

import os
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connections
from django.test import Client, TestCase
from django.utils import translation

from academy import (
    celery,  # noqa: F401 - binds shared tasks to the eager application
    confined,
)
from tests import database
from tests.clock import PATIENCE
from tests.initial_rows import InitialRows
from tests.shelves import forget_everything

#: Folders of tests that ask the views for their answers, and what tests elsewhere ask them by.
PAGES = frozenset({"access", "views", "viewsets", "studio"})
ASKING = frozenset({"client", "client_of"})
#: What is drawn and signed is the same with every database.
DRAWN = frozenset({"rendering", "signing"})


def _use(name: str) -> None:
    connection = connections["default"]
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
    connection._test_serialized_contents = rows = InitialRows(connection)
    connection.creation.deserialize_db_from_string = InitialRows.put_back
    if connection.vendor == "postgresql":
        connection.ops.sql_flush = partial(database.deletions, connection)
    flush = connection.ops.execute_sql_flush

    def flush_with_triggers_off(statements: list[str]) -> None:
        """Empty the tables between tests, those too that are written once."""
        with database.triggers_off(connection):
            flush(statements)
        rows.is_missing = True

    connection.ops.execute_sql_flush = flush_with_triggers_off


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs one database: none, or any; or pages, of which the browser sees all on SQLite."""
    for item in items:
        has_database = item.get_closest_marker("django_db") or {"db", "transactional_db"} & {*item.fixturenames}
        if not has_database or not DRAWN.isdisjoint(item.path.parts):
            item.add_marker(pytest.mark.static)
        elif _asks_for_pages(item):
            item.add_marker(pytest.mark.pages)


def _asks_for_pages(item: pytest.Item) -> bool:
    by_folder, by_fixture = PAGES & {*item.path.parts}, ASKING & {*item.fixturenames}
    return bool(by_folder or by_fixture) or vars(item.module).get("Client") is Client


def pytest_collection_finish(session: pytest.Session) -> None:
    """Stop where pytest-xdist has lost its groups: their tests would share what only one process may use."""
    if session.config.getoption("loadgroup", default=False):
        grouped = (item.nodeid for item in session.items if item.get_closest_marker("xdist_group"))
        if lost := [name for name in grouped if "@" not in name]:
            raise pytest.UsageError(f"pytest-xdist does not keep {lost[0]} in its group")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Leave no database behind on the server, once every worker is done."""
    if not hasattr(session.config, "workerinput") and settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        database.drop_template()


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Give this process a copy of the migrated database, and take it away at the end."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    with django_db_blocker.unblock():
        if connections["default"].vendor == "sqlite":
            path = database.sqlite_copy(worker)
            _use(str(path))
            yield
            connections.close_all()
            for file in path.parent.glob(f"{path.name}*"):
                file.unlink()
        else:
            name = database.postgresql_copy(worker)
            _use(name)
            yield
            connections.close_all()
            database.drop_postgresql(name)


@pytest.fixture(scope="session", autouse=True)
def _home() -> Iterator[None]:
    shutil.rmtree(settings.ACADEMY_HOME, ignore_errors=True)
    settings.ACADEMY_HOME.mkdir(parents=True)
    yield
    shutil.rmtree(settings.ACADEMY_HOME, ignore_errors=True)


@pytest.fixture(scope="session", autouse=True)
def _patience() -> None:
    confined.SECONDS = confined.PROCESSOR_SECONDS = PATIENCE


@pytest.fixture
def pages_are_kept(settings: object) -> None:
    """Keep pages and parts of them, as in production."""
    settings.KEEP_PAGES = True


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """Begin each test without what another has left in the cache, or in the process: ids come again."""
    cache.clear()
    forget_everything()


@pytest.fixture
def client_of() -> object:
    """Return a function that logs a person in and returns the browser."""

    def log_in(user: object) -> Client:
        client = Client()
        client.force_login(user, backend="academy.accounts.backends.PersonBackend")
        return client

    return log_in


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    """Begin each test in the site's first language: a request leaves its own behind."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture
def own_files(settings, tmp_path: Path) -> Path:
    """Key files of this test alone."""
    folder = tmp_path / "keys"
    folder.mkdir()
    settings.SIGNING_KEY_FILE, settings.SIGNING_KEY_PASSPHRASE_FILE = folder / "key.p12", folder / "passphrase"
    settings.ROOT_KEY_FILE, settings.ISSUING_KEY_FILE = folder / "root.p12", folder / "issuing.p12"
    settings.TIMESTAMP_KEY_FILE = folder / "timestamp.p12"
    settings.AUTHORITY_PASSPHRASE_FILE = folder / "authority"
    settings.SIGNING_CHAIN_FILE = folder / "chain.pem"
    settings.CREDENTIAL_KEY_FILE = folder / "credential.json"
    return folder


@pytest.fixture
def search_index(settings) -> None:
    """Let the CMS's search find what is saved from now on."""
    backend = settings.WAGTAILSEARCH_BACKENDS["default"] | {"AUTO_UPDATE": True}
    settings.WAGTAILSEARCH_BACKENDS = {"default": backend}


@pytest.fixture
def requests_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do after each request what waits for its commit, such as letters of accounts: the test's own never comes."""
    asked = Client.request

    def request(self: Client, **about: object) -> object:
        with TestCase.captureOnCommitCallbacks(execute=True):
            return asked(self, **about)

    monkeypatch.setattr(Client, "request", request)


@pytest.fixture
def changed(django_capture_on_commit_callbacks: Callable) -> Callable:
    """Return a function that makes a change and lets it be stored."""

    def make(change: Callable[[], object]) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            change()

    return make
