"""Libraries that stand between a program and the system, and answer in the system's place."""

import shutil
import subprocess
from pathlib import Path

import pytest


def build(source: str, library: Path) -> Path:
    """Make a library that may be named in LD_PRELOAD; leave the test out where nothing compiles it."""
    compiler = shutil.which("cc")
    if not compiler:
        pytest.skip("needs a compiler")
    command = [compiler, "-shared", "-fPIC", "-x", "c", "-o", str(library), "-"]
    subprocess.run(command, input=source, text=True, check=True)
    return library
