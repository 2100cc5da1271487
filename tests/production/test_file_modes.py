"""Who may read the files: the proxy, by its group, what is public, and nothing that has no public address."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage

from tests.production.compose import ROOT, services

USER = 10001
PRIVATE = ("certificates", "registers", "receipts")


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that everybody may enter, which those of pytest are not."""
    with TemporaryDirectory(prefix="academy-modes-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


def stored(folder: Path, alias: str) -> Path:
    """Store a file as this storage does, one folder deep, and return where it lies."""
    options = settings.STORAGES[alias]["OPTIONS"] | {"location": folder / alias}
    storage = FileSystemStorage(**options)
    return Path(storage.path(storage.save("images/shelf.png", ContentFile(b"a shelf"))))


def mode(file: Path) -> int:
    return file.stat().st_mode & 0o777


def as_proxy(*groups: str) -> list[str]:
    """Return how a process becomes what the proxy is: root without any right, in these groups."""
    belonging = [f"--groups={','.join(groups)}"] if groups else ["--clear-groups"]
    return ["setpriv", "--regid=0", *belonging, "--bounding-set=-all", "--inh-caps=-all"]


def reads(file: Path, *groups: str) -> bool:
    """Return whether the proxy in these groups reads it."""
    return subprocess.run([*as_proxy(*groups), "cat", file], capture_output=True, check=False).returncode == 0


def test_public_files_are_for_the_group_and_private_ones_for_their_owner(folder: Path) -> None:
    assert mode(stored(folder, "default")) == 0o640
    assert {mode(stored(folder, alias)) for alias in PRIVATE} == {0o600}


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("setpriv"), reason="needs root and setpriv")
def test_proxy_reads_public_files_and_no_private_one(folder: Path, tmp_path: Path) -> None:
    groups = services(tmp_path)["proxy"]["group_add"]
    files = [stored(folder, alias) for alias in ("default", *PRIVATE)]
    for path in (path for alias in ("default", *PRIVATE) for path in (folder / alias, *(folder / alias).rglob("*"))):
        os.chown(path, USER, USER)
    assert [reads(file, *groups) for file in files] == [True, False, False, False]
    assert [reads(file) for file in files] == [False] * 4


def test_proxy_has_the_group_of_the_image_and_no_right_over_files(tmp_path: Path) -> None:
    proxy, image = services(tmp_path)["proxy"], (ROOT / "Dockerfile").read_text()
    assert f"groupadd --system --gid {proxy['group_add'][0]} academy" in image
    assert f"useradd --system --uid {USER} --gid academy" in image
    assert (proxy["cap_drop"], proxy["cap_add"]) == (["ALL"], ["NET_BIND_SERVICE"])
