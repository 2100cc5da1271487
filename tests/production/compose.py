"""docker-compose.yml as the real Compose reads it, and its services as processes of this machine."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "POSTGRES_PASSWORD": "p",
    "SITE_URL": "https://academy.example.org",
    "S3_ACCESS_KEY": "a",
    "S3_SECRET_KEY": "s",
}


def compose(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Compose on a copy of the file, with an empty `.env` beside it."""
    shutil.copy(ROOT / "docker-compose.yml", folder)
    (folder / ".env").touch()
    command = [str(BIN / "docker-compose"), *arguments]
    return subprocess.run(
        command, cwd=folder, env=ENVIRONMENT | environment, capture_output=True, text=True, check=False
    )


def services(folder: Path, **environment: str) -> dict[str, dict[str, Any]]:
    """Return each service as Compose understands it, those of all profiles."""
    asked = compose(folder, "--profile", "*", "config", "--format", "json", **environment)
    assert asked.returncode == 0, asked.stderr
    return json.loads(asked.stdout)["services"]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Stoppable:
    """A process that a test may let stand still."""

    def signal(self, number: signal.Signals) -> None:
        """Send it to the process and to what belongs to it."""
        raise NotImplementedError

    @contextmanager
    def stopped(self) -> Iterator[None]:
        """Let all of it stand still for a while."""
        self.signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.signal(signal.SIGCONT)


class Native(Stoppable):
    """One service as a process: its own command and environment, with folders and ports of this machine.

    What a container mounts, the process finds; what it does not mount lies in a folder that is not there.
    """

    def __init__(self, service: dict[str, Any], folder: Path, shared: dict[str, str], port: int = 0) -> None:
        self.folder, self.port = folder, port
        folder.mkdir()
        (folder / "tmp").mkdir()
        self.places = {"/tmp": str(folder / "tmp"), "/keys": str(folder / "not-mounted"), "/app": str(folder)}  # noqa: S108
        for mount in sorted(service.get("volumes", []), key=lambda mount: mount["target"]):
            self.places[mount["target"]] = str(folder.parent / mount["source"])
        self.places["/data/media"] = str(folder.parent / "data" / "media")
        own = {name: self._placed(value or "") for name, value in service["environment"].items()}
        self.environment = {"PATH": f"{BIN}:{os.environ['PATH']}", "READ_DOT_ENV": "false", **own, **shared}
        self.command = [self._placed(word) for word in service["command"]]

    def _placed(self, word: str) -> str:
        if word in {"0.0.0.0", "8000"}:  # noqa: S104 - the address is replaced here
            return {"8000": str(self.port)}.get(word, "127.0.0.1")
        fitting = [place for place in self.places if word == place or word.startswith(f"{place}/")]
        place = max(fitting, key=len, default="")
        return self.places.get(place, "") + word[len(place) :]

    def run(self, *command: str) -> str:
        """Run something else in the same surroundings, as `docker compose run` does."""
        done = self.audit(*(command or self.command))
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def audit(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run it, however it ends."""
        return subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)

    def start(self) -> None:
        """Start it; what it says goes into a file."""
        with (self.folder / "log").open("wb") as log:
            self.process = subprocess.Popen(
                self.command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )

    def said(self) -> str:
        """Return what it said up to now."""
        return (self.folder / "log").read_text()

    def lines(self) -> list[dict[str, Any]]:
        """Return its lines of JSON."""
        return [json.loads(line) for line in self.said().splitlines() if line.startswith("{")]

    def signal(self, number: signal.Signals) -> None:
        """Send it to the process and to what it started."""
        os.killpg(self.process.pid, number)

    def stop(self) -> None:
        """End it and what it started."""
        self.signal(signal.SIGKILL)
        self.process.wait()
