"""What the documents tell people to run in the services finds there what it reads and may write where it writes."""

import re
from pathlib import Path
from typing import Any

import pytest

from tests.production.compose import ROOT, services

#: Options of `docker compose run` that take a word of their own.
WITH_VALUE = ("--volume", "--env", "--user", "--entrypoint")
#: The command that makes a folder in the one that it is told.
WRITING = "backup"


def documented() -> list[list[str]]:
    """Return what follows `docker compose run`, word by word, wherever a document says it."""
    pages = [ROOT / "README.md", *(page for top in ("deploy", "academy") for page in (ROOT / top).rglob("*.md"))]
    found = (re.findall(r"docker compose run ([^`\n#;]+)", page.read_text()) for page in pages)
    return [command.split() for commands in found for command in commands]


def taken_apart(words: list[str]) -> tuple[list[str], str, list[str]]:
    """Return the volumes that a command brings, its service, and what runs there."""
    volumes: list[str] = []
    rest = list(words)
    while rest[0].startswith("-"):
        option = rest.pop(0)
        value = rest.pop(0) if option in WITH_VALUE else ""
        volumes += [value] if option == "--volume" else []
    return volumes, rest[0], rest[1:]


def homeless(words: list[str], found: dict[str, dict[str, Any]]) -> list[str]:
    """Return the paths of a command that lie on no mount, or on one that it may not write to."""
    volumes, name, command = taken_apart(words)
    mounts = {mount["target"]: not mount.get("read_only") for mount in found[name].get("volumes", [])}
    mounts |= {volume.split(":")[1]: not volume.endswith(":ro") for volume in volumes}
    mounts |= dict.fromkeys(found[name].get("tmpfs", []), True)
    may_write = WRITING in command
    fitting = {place for place, writable in mounts.items() if writable or not may_write}
    paths = [word for word in command if word.startswith("/")]
    return [path for path in paths if not any(path == one or path.startswith(f"{one}/") for one in fitting)]


def test_documented_commands_read_and_write_on_mounts(tmp_path: Path) -> None:
    found = services(tmp_path)
    asked = [(words, homeless(words, found)) for words in documented()]
    assert sum("/backups" in word for words, _paths in asked for word in words) >= 4
    assert [(words, paths) for words, paths in asked if paths] == []


@pytest.mark.parametrize("change", ["gone", "read_only"])
def test_backup_without_its_mount_is_found(change: str, tmp_path: Path) -> None:
    found = services(tmp_path)
    mounts = found["certificates"]["volumes"]
    for mount in [mount for mount in mounts if mount["target"] == "/backups"]:
        mounts.remove(mount) if change == "gone" else mount.update(read_only=True)
    lost = [paths for words in documented() if WRITING in words and (paths := homeless(words, found))]
    assert lost == [["/backups"]] * 3


def test_every_volume_of_ours_begins_as_a_folder_of_the_user(tmp_path: Path) -> None:
    ours = [one for one in services(tmp_path).values() if one["image"] == "librarian-academy"]
    targets = {mount["target"] for one in ours for mount in one["volumes"] if mount["type"] == "volume"}
    made = re.search(r"install --directory --owner=academy [^/]*(/.*)", (ROOT / "Dockerfile").read_text())
    assert made
    assert targets == set(made[1].split())


def test_backups_lie_in_the_folder_that_is_named(tmp_path: Path) -> None:
    def place(**environment: str) -> tuple[str, str]:
        mounts = services(tmp_path, **environment)["certificates"]["volumes"]
        return next((mount["type"], mount["source"]) for mount in mounts if mount["target"] == "/backups")

    assert (place(), place(BACKUP_FOLDER=""), place(BACKUP_FOLDER="/srv/backups")) == (
        ("volume", "backups"),
        ("volume", "backups"),
        ("bind", "/srv/backups"),
    )
