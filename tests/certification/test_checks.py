import os
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django.fixtures import Settings

from certification import checks
from certification.models import SigningKey
from certification.services.keys import active_key, make_signing_key
from certification.signing.credential_key import make_credential_signer, written_credential_signer


def make_key(*options: str) -> str:
    output = StringIO()
    call_command("make_signing_key", *options, stdout=output)
    return output.getvalue()


@pytest.fixture
def run_python() -> Callable[[str], str]:
    """Run a program in a fresh interpreter and return what it prints."""

    def execute(code: str) -> str:
        environment = os.environ | {"DJANGO_SETTINGS_MODULE": "academy.settings.test"}
        command = [sys.executable, "-c", code]
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
        return done.stdout

    return execute


@pytest.mark.django_db
@pytest.mark.usefixtures("own_files")
def test_production_refuses_a_demo_key(settings: Settings) -> None:
    make_key("--demo")
    assert checks.check_signing_key() == []
    settings.PRODUCTION = True
    assert [message.id for message in checks.check_signing_key()] == ["certification.E001"]


@pytest.mark.django_db
@pytest.mark.usefixtures("own_files")
def test_production_accepts_a_real_key(settings: Settings) -> None:
    settings.PRODUCTION = True
    make_key("--organisation", "National Library")
    assert checks.check_signing_key() == []
    assert active_key()[0].subject == "CN=National Library Certificates,O=National Library"


@pytest.mark.usefixtures("own_files")
def test_missing_key_is_a_warning_in_production_alone(settings: Settings) -> None:
    assert checks.check_signing_key() == []
    settings.PRODUCTION = True
    assert [message.id for message in checks.check_signing_key()] == ["certification.W001"]


@pytest.mark.django_db
@pytest.mark.usefixtures("own_files")
def test_keys_from_before_there_were_time_stamps_are_completed(settings: Settings) -> None:
    assert checks.check_timestamp_key() == []
    make_key("--demo")
    settings.TIMESTAMP_KEY_FILE.unlink()
    (told,) = checks.check_timestamp_key()
    assert (told.id, told.hint) == ("certification.W006", "Run manage.py make_signing_key, or set TIMESTAMP_URL.")
    key = SigningKey.objects.get()
    make_key("--demo")
    assert (checks.check_timestamp_key(), active_key()[0], settings.TIMESTAMP_KEY_FILE.exists()) == ([], key, True)


@pytest.mark.django_db
@pytest.mark.usefixtures("own_files")
def test_keys_from_before_there_was_an_issuing_key_are_to_be_replaced(settings: Settings) -> None:
    make_key("--demo")
    settings.TIMESTAMP_KEY_FILE.unlink()
    settings.ISSUING_KEY_FILE.unlink()
    (told,) = checks.check_timestamp_key()
    assert told.hint.partition(".")[0] == "Move the files of the old signing key away"
    settings.TIMESTAMP_URL = "https://tsa.example/"
    assert checks.check_timestamp_key() == []


@pytest.mark.django_db
@pytest.mark.usefixtures("own_files")
def test_key_of_more_than_a_year_is_a_warning(settings: Settings) -> None:
    settings.PRODUCTION = True
    make_key("--organisation", "National Library")
    with time_machine.travel(timezone.now() + checks.YEAR + timedelta(days=1)):
        assert [message.id for message in checks.check_signing_key()] == ["certification.W003"]


@pytest.mark.parametrize(
    ("address", "roots", "told"),
    [
        ("", None, ["certification.W004"]),
        ("https://tsa.example/", Path("roots.pem"), []),
        ("https://tsa.example/", None, ["certification.E003"]),
        ("ftp://tsa.example/", Path("roots.pem"), ["certification.E003"]),
    ],
)
def test_authority_must_be_asked_and_believed(
    address: str, roots: Path | None, told: list[str], settings: Settings
) -> None:
    settings.TIMESTAMP_URL, settings.TIMESTAMP_ROOTS_FILE, settings.PRODUCTION = address, roots, True
    assert [message.id for message in checks.check_timestamps()] == told


def test_kind_of_key_that_we_do_not_make_is_refused(settings: Settings) -> None:
    assert checks.check_key_type() == []
    settings.SIGNING_KEY_TYPE = "ed25519"
    assert [message.id for message in checks.check_key_type()] == ["certification.E002"]


@pytest.mark.django_db
@pytest.mark.usefixtures("own_files")
def test_real_key_is_not_made_below_a_demo_root(settings: Settings) -> None:
    make_key("--demo")
    settings.SIGNING_KEY_FILE.unlink()
    with pytest.raises(CommandError):
        make_key("--organisation", "National Library")
    assert not settings.SIGNING_KEY_FILE.exists()


@pytest.mark.parametrize("missing", list(checks.LIBRARIES))
def test_missing_library_is_a_warning(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "find_library", lambda name: None if name == missing else f"lib{name}.so.0")
    assert [message.msg.split()[0] for message in checks.check_libraries()] == [missing]


def test_server_starts_and_verifies_without_pango(run_python: Callable[[str], str]) -> None:
    code = "import django; django.setup(); import certification.urls, sys; print('weasyprint' in sys.modules)"
    assert run_python(code) == "False\n"


@pytest.mark.django_db
def test_making_a_key_twice_keeps_the_first(own_files: Path) -> None:
    make_key("--demo")
    before = {path: path.read_bytes() for path in own_files.iterdir()}
    make_key("--demo")
    assert ({path: path.read_bytes() for path in own_files.iterdir()}, SigningKey.objects.count()) == (before, 1)


@pytest.mark.django_db
def test_new_key_retires_the_one_before(own_files: Path) -> None:
    make_key("--demo")
    first = SigningKey.objects.get()
    for path in own_files.iterdir():
        path.unlink()
    make_key("--organisation", "National Library")
    keys = SigningKey.objects.order_by("pk").values_list("state", "is_demo")
    assert list(keys) == [("retired", True), ("active", False)]
    assert SigningKey.objects.earliest("pk") == first


@pytest.mark.django_db
def test_retired_key_is_refused_and_the_active_one_stays(own_files: Path) -> None:
    make_key("--organisation", "First")
    before = {path: path.read_bytes() for path in own_files.iterdir()}
    for path in before:
        path.unlink()
    make_signing_key(organisation="Second", demo=False)
    for path, content in before.items():
        path.write_bytes(content)
    with pytest.raises(CommandError):
        make_key()
    assert list(SigningKey.objects.order_by("pk").values_list("state", flat=True)) == ["retired", "active"]


@pytest.mark.django_db
def test_demo_key_is_not_made_in_production(own_files: Path, settings: Settings) -> None:
    settings.PRODUCTION = True
    with pytest.raises(CommandError):
        make_key("--demo")
    assert list(own_files.iterdir()) == []


@pytest.fixture
def own_log_key(settings: Settings, tmp_path: Path, db: None) -> Path:
    settings.LOG_KEY_FILE = tmp_path / "log.key"
    return settings.LOG_KEY_FILE


def make_log_key(*options: str) -> str:
    output = StringIO()
    call_command("make_log_key", *options, stdout=output)
    return output.getvalue()


def test_production_refuses_a_demo_key_of_the_log(settings: Settings, own_log_key: Path) -> None:
    make_log_key("--demo")
    assert checks.check_log_key() == []
    settings.PRODUCTION = True
    assert [message.id for message in checks.check_log_key()] == ["certification.E004"]


def test_production_accepts_a_real_key_of_the_log(settings: Settings, own_log_key: Path) -> None:
    settings.PRODUCTION, settings.SITE_URL = True, "https://academy.example.org"
    printed = make_log_key()
    assert (checks.check_log_key(), printed.split("+")[0]) == ([], "academy.example.org/log")
    assert make_log_key() == printed


@pytest.mark.parametrize("content", [None, "something else"])
def test_missing_key_of_the_log_is_a_warning_in_production_alone(
    content: str | None, settings: Settings, own_log_key: Path
) -> None:
    if content:
        own_log_key.write_text(content)
    assert checks.check_log_key() == []
    settings.PRODUCTION = True
    assert [message.id for message in checks.check_log_key()] == ["certification.W005"]


def test_demo_key_of_the_log_is_not_made_in_production(settings: Settings, own_log_key: Path) -> None:
    settings.PRODUCTION = True
    with pytest.raises(CommandError):
        make_log_key("--demo")
    assert not own_log_key.exists()


def test_file_that_is_no_key_of_a_log_is_left_alone(own_log_key: Path) -> None:
    own_log_key.write_text("something else")
    with pytest.raises(CommandError):
        make_log_key()
    assert own_log_key.read_text() == "something else"


def test_production_refuses_a_demo_key_of_credentials(settings: Settings, own_files: Path) -> None:
    settings.CREDENTIAL_KEY_FILE.write_text(written_credential_signer(make_credential_signer(demo=True)))
    assert checks.check_credential_key() == []
    settings.PRODUCTION = True
    assert [message.id for message in checks.check_credential_key()] == ["certification.E005"]


def test_production_accepts_a_real_key_of_credentials(settings: Settings, own_files: Path) -> None:
    settings.CREDENTIAL_KEY_FILE.write_text(written_credential_signer(make_credential_signer(demo=False)))
    settings.PRODUCTION = True
    assert checks.check_credential_key() == []


@pytest.mark.parametrize("content", [None, "something else"])
def test_missing_key_of_credentials_is_a_warning_in_production_alone(
    content: str | None, settings: Settings, own_files: Path
) -> None:
    if content:
        settings.CREDENTIAL_KEY_FILE.write_text(content)
    assert checks.check_credential_key() == []
    settings.PRODUCTION = True
    assert [message.id for message in checks.check_credential_key()] == ["certification.W006"]
