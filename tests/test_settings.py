import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "academy.settings.production",
    "READ_DOT_ENV": "false",
    "SECRET_KEY": "k" * 60,
    "ALLOWED_HOSTS": "academy.example.org",
    "SITE_URL": "https://academy.example.org",
}


def start(tmp_path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Start the web server's entrance with nothing but this environment."""
    code = "from django.conf import settings; import academy.wsgi; print(settings.SITE_URL, settings.DEBUG)"
    values = {"PATH": os.environ["PATH"], "ACADEMY_HOME": str(tmp_path)} | environment
    command = [sys.executable, "-W", "ignore", "-c", code]
    return subprocess.run(command, cwd=ROOT, env=values, capture_output=True, text=True, check=False)


def test_production_starts_with_what_it_needs_and_without_debug(tmp_path: Path) -> None:
    started = start(tmp_path, **PRODUCTION, DEBUG="true")
    assert (started.returncode, started.stdout.splitlines()[-1]) == (0, "https://academy.example.org False")


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL"])
def test_production_refuses_to_start_without(name: str, tmp_path: Path) -> None:
    started = start(tmp_path, **{key: value for key, value in PRODUCTION.items() if key != name})
    assert started.returncode != 0
    assert f"Production needs {name}: see .env.example." in started.stderr


def test_production_reads_secrets_from_files(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("k" * 50 + "\n")
    environment = {key: value for key, value in PRODUCTION.items() if key != "SECRET_KEY"}
    assert start(tmp_path, **environment, SECRET_KEY_FILE=str(secret)).returncode == 0


@pytest.mark.parametrize("is_file", [False, True])
def test_former_keys_are_read_from_the_environment_or_a_file(is_file: object, tmp_path: Path) -> None:
    told, secret = f"{'o' * 50},{'p' * 50}", tmp_path / "former"
    secret.write_text(told + "\n")
    named = {"SECRET_KEY_FALLBACKS_FILE": str(secret)} if is_file else {"SECRET_KEY_FALLBACKS": told}
    code = "from django.conf import settings; print(settings.SECRET_KEY_FALLBACKS)"
    values = {"PATH": os.environ["PATH"], "ACADEMY_HOME": str(tmp_path), **PRODUCTION} | named
    asked = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=values, capture_output=True, text=True, check=True
    )
    assert asked.stdout.strip() == str(["o" * 50, "p" * 50])


def test_production_refuses_a_published_former_key(tmp_path: Path) -> None:
    key = "development-only-secret-key-that-is-refused-in-production"
    assert "accounts.C008" in start(tmp_path, **PRODUCTION | {"SECRET_KEY_FALLBACKS": key}).stderr


def test_production_refuses_a_published_key_in_a_file_too(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("development-only-secret-key-that-is-refused-in-production\n")
    environment = {key: value for key, value in PRODUCTION.items() if key != "SECRET_KEY"}
    assert "accounts.C001" in start(tmp_path, **environment, SECRET_KEY_FILE=str(secret)).stderr


def test_production_refuses_to_start_with_the_published_key(tmp_path: Path) -> None:
    key = "development-only-secret-key-that-is-refused-in-production"
    refused = start(tmp_path, **PRODUCTION | {"SECRET_KEY": key})
    assert refused.returncode != 0
    assert "accounts.C001" in refused.stderr


def check_deploy(tmp_path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    values = {"PATH": os.environ["PATH"], "ACADEMY_HOME": str(tmp_path)} | environment
    command = [sys.executable, "-W", "ignore", "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    return subprocess.run(command, cwd=ROOT, env=values, capture_output=True, text=True, check=False)


def found_by(checked: subprocess.CompletedProcess[str]) -> list[str]:
    """Return what the check found, but keys of certificates: an empty folder holds none."""
    found = re.findall(r"\((\w+\.[CEW]\d+)\)", checked.stdout + checked.stderr)
    return sorted(name for name in found if not name.startswith("certification.W"))


def test_check_for_deployment_finds_nothing_in_production(tmp_path: Path) -> None:
    assert found_by(check_deploy(tmp_path, **PRODUCTION | {"SECRET_KEY": "".join(map(chr, range(48, 123)))})) == []


def test_check_for_deployment_finds_what_is_switched_off(tmp_path: Path) -> None:
    checked = check_deploy(tmp_path, **PRODUCTION, SECURE_SSL_REDIRECT="false", SECOND_FACTOR_REQUIRED="false")
    assert (checked.returncode, found_by(checked)) == (1, ["accounts.C006", "security.W008", "security.W009"])


def migrate(tmp_path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Plan a migration of an empty database, which runs the checks and changes nothing."""
    values = {"PATH": os.environ["PATH"], "ACADEMY_HOME": str(tmp_path)} | environment
    command = [sys.executable, "-W", "ignore", "manage.py", "migrate", "--plan"]
    return subprocess.run(command, cwd=ROOT, env=values, capture_output=True, text=True, check=False)


def test_production_migrates_an_empty_database(tmp_path: Path) -> None:
    assert migrate(tmp_path, **PRODUCTION).returncode == 0


def test_production_refuses_to_migrate_with_the_published_key(tmp_path: Path) -> None:
    key = "development-only-secret-key-that-is-refused-in-production"
    refused = migrate(tmp_path, **PRODUCTION | {"SECRET_KEY": key})
    assert refused.returncode != 0
    assert "accounts.C001" in refused.stderr


def test_every_variable_of_the_settings_is_explained_and_no_other() -> None:
    modules = [module for module in (ROOT / "academy" / "settings").glob("*.py") if module.stem != "test"]
    source = "".join(module.read_text() for module in modules)
    read = set(re.findall(r"""env\.\w+\(\s*["']([A-Z0-9_]+)["']""", source))
    read |= set(re.findall(r"\$\{([A-Z0-9_]+)", (ROOT / "docker-compose.yml").read_text()))
    lines = (ROOT / ".env.example").read_text().splitlines()
    explained = {line.partition("=")[0] for line in lines if re.match(r"[A-Z0-9_]+=", line)}
    assert explained == read


def test_every_variable_has_its_explanation_in_the_line_above() -> None:
    lines = (ROOT / ".env.example").read_text().splitlines()
    bare = [line for above, line in pairwise(lines) if re.match(r"[A-Z0-9_]+=", line) and not above.startswith("# ")]
    assert bare == []
