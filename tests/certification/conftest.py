import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., str]:
    """Run a program on a document and return what it prints; `{}` in the arguments is the document's path."""

    def execute(document: bytes, *command: str) -> str:
        path = tmp_path / "document.pdf"
        path.write_bytes(document)
        arguments = [argument.format(path) for argument in command]
        return subprocess.run(arguments, capture_output=True, text=True, check=True).stdout

    return execute


@pytest.fixture
def own_files(settings: Settings, tmp_path: Path) -> Path:
    """Key files of this test alone."""
    folder = tmp_path / "keys"
    folder.mkdir()
    settings.SIGNING_KEY_FILE, settings.SIGNING_KEY_PASSPHRASE_FILE = folder / "key.p12", folder / "passphrase"
    settings.ROOT_KEY_FILE, settings.ISSUING_KEY_FILE = folder / "root.p12", folder / "issuing.p12"
    settings.TIMESTAMP_KEY_FILE = folder / "timestamp.p12"
    settings.AUTHORITY_PASSPHRASE_FILE = folder / "authority"
    return folder
