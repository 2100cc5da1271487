"""The database and the storages as the environment makes them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_settings import PRODUCTION, ROOT

POSTGRESQL = "postgres://academy@127.0.0.1:1/academy"


def settings_with(tmp_path: Path, **environment: str) -> dict:
    """Return what the settings say of data with this environment."""
    code = (
        "import json; from django.conf import settings;"
        "print(json.dumps({'database': settings.DATABASES['default'], 'storages': settings.STORAGES}, default=str))"
    )
    values = {"PATH": os.environ["PATH"], "ACADEMY_HOME": str(tmp_path), **PRODUCTION} | environment
    command = [sys.executable, "-W", "ignore", "-c", code]
    asked = subprocess.run(command, cwd=ROOT, env=values, capture_output=True, text=True, check=True)
    return json.loads(asked.stdout)


def test_connections_are_kept_without_a_pool(tmp_path: Path) -> None:
    database = settings_with(tmp_path, DATABASE_URL=POSTGRESQL)["database"]
    keeping = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3, "tcp_user_timeout": 60000}
    options = {"connect_timeout": 5, "prepare_threshold": 2} | keeping
    assert (database["ENGINE"], database["CONN_MAX_AGE"], database["OPTIONS"]) == ("academy.postgresql", 600, options)


def test_pool_is_shared_by_the_threads_of_a_process(tmp_path: Path) -> None:
    database = settings_with(tmp_path, DATABASE_URL=POSTGRESQL, DATABASE_POOL_SIZE="4")["database"]
    pool = {"min_size": 1, "max_size": 4, "timeout": 10}
    assert (database["CONN_MAX_AGE"], database["OPTIONS"]["pool"]) == (0, pool)


@pytest.mark.parametrize(("given", "is_off"), [("true", False), ("false", True)])
def test_cursors_of_the_server_are_off_behind_a_pooler(given: str, is_off, tmp_path: Path) -> None:
    database = settings_with(tmp_path, DATABASE_URL=POSTGRESQL, DATABASE_SERVER_SIDE_CURSORS=given)["database"]
    assert database["DISABLE_SERVER_SIDE_CURSORS"] is is_off


@pytest.mark.parametrize(("given", "threshold"), [("true", 2), ("false", None)])
def test_plans_are_not_kept_behind_a_pooler(given: str, threshold, tmp_path: Path) -> None:
    database = settings_with(tmp_path, DATABASE_URL=POSTGRESQL, DATABASE_PREPARED_STATEMENTS=given)["database"]
    assert database["OPTIONS"]["prepare_threshold"] == threshold


def test_files_lie_in_folders_without_a_storage(tmp_path: Path) -> None:
    storages = settings_with(tmp_path)["storages"]
    folders = {
        name: storages[name]["OPTIONS"].get("location") for name in ("default", "certificates", "registers", "receipts")
    }
    assert folders == {
        "default": None,
        "certificates": str(tmp_path / "certificates"),
        "registers": str(tmp_path / "registers"),
        "receipts": str(tmp_path / "receipts"),
    }


def test_each_kind_of_files_has_a_bucket_and_nothing_is_written_over(tmp_path: Path) -> None:
    storages = settings_with(tmp_path, S3_ENDPOINT_URL="http://storage:9000", S3_ACCESS_KEY="a", S3_SECRET_KEY="s")
    options = {
        name: storages["storages"][name]["OPTIONS"] for name in ("default", "certificates", "registers", "receipts")
    }
    assert {name: one["bucket_name"] for name, one in options.items()} == {
        "default": "academy-media",
        "certificates": "academy-certificates",
        "registers": "academy-registers",
        "receipts": "academy-receipts",
    }
    assert [one["file_overwrite"] for one in options.values()] == [False] * 4
    domains = {name: one.get("custom_domain") for name, one in options.items()}
    public = {name: domain for name, domain in domains.items() if domain}
    assert public == {"default": "academy.example.org/media"}


def test_public_file_keeps_its_address_on_the_site(tmp_path: Path) -> None:
    code = (
        "import django; django.setup();"
        "from django.core.files.storage import storages; print(storages['default'].url('images/a b.png'))"
    )
    values = {"PATH": os.environ["PATH"], "ACADEMY_HOME": str(tmp_path), **PRODUCTION}
    values |= {"S3_ENDPOINT_URL": "http://storage:9000", "S3_ACCESS_KEY": "a", "S3_SECRET_KEY": "s"}
    command = [sys.executable, "-W", "ignore", "-c", code]
    asked = subprocess.run(command, cwd=ROOT, env=values, capture_output=True, text=True, check=True)
    assert asked.stdout.strip() == "https://academy.example.org/media/images/a%20b.png"
