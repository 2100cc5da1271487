"""No secret in the repository: what detect-secrets suspects was looked at, and stands in the baseline beside this file.

Something new that is no secret: `python -m tests.test_secrets` writes the baseline anew. Look at what it adds.
"""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from detect_secrets.core.potential_secret import PotentialSecret
from detect_secrets.core.scan import scan_file
from detect_secrets.settings import default_settings, transient_settings

ROOT = Path(__file__).resolve().parents[1]
BASELINE = Path(__file__).with_name("secrets.json")
#: Files that hold what people write and programs read.
ENDINGS = frozenset(
    {
        ".cfg",
        ".conf",
        ".env",
        ".example",
        ".html",
        ".ini",
        ".js",
        ".json",
        ".md",
        ".procfile",
        ".py",
        ".sh",
        ".toml",
        ".txt",
    }
    | {".yaml", ".yml", ""}
)
LEFT_OUT = ("static/vendor/", "tests/data/", "tests/secrets.json", "tests/verifiers/")
#: In tests made-up passwords and long numbers abound; real keys have shapes of their own.
SHAPES = ("AWSKeyDetector", "GitHubTokenDetector", "GitLabTokenDetector", "JwtTokenDetector", "PrivateKeyDetector")


def files() -> list[str]:
    """Return the tracked files that are looked at; all of them where there is no git."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split(
        "\n"
    )
    wanted = [name for name in listed if Path(name).suffix in ENDINGS and not name.startswith(LEFT_OUT)]
    return [name for name in wanted if (ROOT / name).is_file() and not name.endswith(".lock")]


def suspects(paths: list[Path]) -> Iterator[PotentialSecret]:
    for path in paths:
        yield from scan_file(str(path))


def found_in_the_product() -> list[list[str]]:
    names = [name for name in files() if not name.startswith("tests/")]
    with default_settings():
        found = {
            (str(Path(s.filename).relative_to(ROOT)), s.type, s.secret_hash)
            for s in suspects([ROOT / n for n in names])
        }
    return sorted([*secret] for secret in found)


def test_product_holds_no_secret_that_nobody_has_looked_at() -> None:
    if not files():
        pytest.skip("No git here: the list of files is its own.")
    assert found_in_the_product() == json.loads(BASELINE.read_text())


def test_tests_hold_no_real_key() -> None:
    paths = [ROOT / name for name in files() if name.startswith("tests/") and name.endswith(".py")]
    with transient_settings({"plugins_used": [{"name": name} for name in SHAPES]}):
        assert [(secret.filename, secret.type) for secret in suspects(paths)] == []


@pytest.mark.parametrize(
    "secret",
    [
        'password = "tR7#kq9-Zw1mXo"',
        "DATABASE_URL=postgres://academy:tR7kq9Zw1mXo@db/academy",
        "-----BEGIN " + "PRIVATE KEY-----",
        "AKIA" + "IOSFODNN7EXAMPLQ",
    ],
)
def test_secret_is_found(secret: str, tmp_path: Path) -> None:
    sample = tmp_path / "settings.py"
    sample.write_text(f"{secret}\n")
    with default_settings():
        assert [*suspects([sample])] != []


if __name__ == "__main__":
    BASELINE.write_text(json.dumps(found_in_the_product(), indent=1) + "\n")
