import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., str]:
    """Run a program on a document and return what it prints; `{}` in the arguments is the document's path."""

    def execute(document: bytes, *command: str) -> str:
        path = tmp_path / "document.pdf"
        path.write_bytes(document)
        arguments = [argument.format(path) for argument in command]
        return subprocess.run(arguments, capture_output=True, text=True, check=True).stdout

    return execute
