"""Image, services and proxy, as the real programs read them."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.production.compose import BIN, ROOT, compose, services


@pytest.mark.parametrize("profile", [[], ["--profile", "storage"]])
def test_compose_takes_the_file(profile: list[str], tmp_path: Path) -> None:
    asked = compose(tmp_path, *profile, "config", "--quiet")
    assert (asked.returncode, asked.stdout, asked.stderr) == (0, "", "")


def test_compose_asks_for_the_password(tmp_path: Path) -> None:
    asked = compose(tmp_path, "config", "--quiet", POSTGRES_PASSWORD="")
    assert (asked.returncode, "say it in .env" in asked.stderr) == (1, True)


def test_hadolint_has_nothing_to_say() -> None:
    asked = subprocess.run(
        [BIN / "hadolint", "--no-color", ROOT / "Dockerfile"], capture_output=True, text=True, check=False
    )
    assert (asked.returncode, asked.stdout) == (0, "")


def test_keys_are_mounted_for_one_service_alone(tmp_path: Path) -> None:
    holders = {
        name
        for name, service in services(tmp_path).items()
        if any(mount["source"] == "keys" for mount in service.get("volumes", []))
    }
    assert holders == {"certificates"}


def test_no_service_has_more_rights_than_it_needs(tmp_path: Path) -> None:
    ours = {name: one for name, one in services(tmp_path).items() if one["image"] == "librarian-academy"}
    assert set(ours) == {"migrate", "web", "worker", "certificates", "mail", "beat"}
    rights = {(one["read_only"], *one["cap_drop"], *one["security_opt"], "privileged" in one) for one in ours.values()}
    assert rights == {(True, "ALL", "no-new-privileges:true", False)}


def test_proxy_alone_is_reached_from_outside_and_sees_public_files_alone(tmp_path: Path) -> None:
    found = services(tmp_path)
    mounts = {mount["source"] for mount in found["proxy"]["volumes"] if mount["type"] == "volume"}
    assert ({name for name, one in found.items() if one.get("ports")}, mounts) == ({"proxy"}, {"media", "caddy"})


def test_each_queue_has_its_worker(tmp_path: Path, settings) -> None:
    commands = [" ".join(one.get("command") or []) for one in services(tmp_path).values()]
    taken = [
        queue
        for command in commands
        for queues in re.findall(r"--queues (\S+)", command)
        for queue in queues.split(",")
    ]
    assert sorted(taken) == sorted(settings.WORK_QUEUES)


def test_images_name_their_versions(tmp_path: Path) -> None:
    images = {one["image"] for one in services(tmp_path).values()} - {"librarian-academy"}
    assert {image for image in images if not re.search(r":.*\d", image) or image.endswith(":latest")} == set()


def test_image_runs_without_rights_and_knows_no_secret() -> None:
    told = (ROOT / "Dockerfile").read_text()
    lines = told.splitlines()
    assert [line for line in lines if line.startswith("USER")] == ["USER 10001"]
    assert re.findall(r"^(?:ENV|ARG).*(?:SECRET|PASSWORD|TOKEN)", told, re.MULTILINE) == []
    assert [line for line in lines if line.startswith("HEALTHCHECK")] != []
