import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from certification.signing.tokens import disconnect
from tests.certification.tokens import LABEL, MODULE, SoftToken, make_token


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
def token(own_files: Path, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SoftToken]:
    """A token of this test alone, in which the signing key is to lie; the other keys lie in files of this test."""
    made = make_token(tmp_path / "token")
    monkeypatch.setenv("SOFTHSM2_CONF", str(made.configuration))
    settings.SIGNING_TOKEN_MODULE, settings.SIGNING_TOKEN_LABEL = MODULE, LABEL
    settings.SIGNING_TOKEN_PIN_FILE = made.pin_file
    yield made
    disconnect()
