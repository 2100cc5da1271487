"""The worker for letters of docker-compose.yml, on the database of the test and with a broker made of folders."""

import base64
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings

from tests.database import ROOT
from tests.faults.web import database_environment

QUEUE = settings.ACADEMY_HOME / "broker" / "queue"


class MailWorker:
    """Serves the queues of letters alone; what else is queued stays."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.log, self.environment = folder / "mail.log", database_environment() | environment
        shutil.rmtree(QUEUE, ignore_errors=True)

    def start(self) -> None:
        celery = [str(Path(sys.executable).parent / "celery"), "--quiet", "--app", "academy.celery", "worker"]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [*celery, "--queues", "accounts,mail", "--concurrency", "2"],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def sweep(self) -> None:
        """Do as the beat does each minute."""
        self.do("from academy.mail.tasks import sweep_sealed_letters; sweep_sealed_letters()")

    def do(self, code: str) -> None:
        """Let another process of the site do something, and wait for it."""
        command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]
        subprocess.run(command, cwd=ROOT, env=self.environment, check=True, capture_output=True)


def queued() -> list[tuple[str, list[Any], dict[str, Any]]]:
    """Return what lies in the queue of accounts: the task and what it is told."""
    messages = [json.loads(file.read_text()) for file in sorted(QUEUE.glob("*.accounts.msg"))]
    told = [(message["headers"]["task"], json.loads(base64.b64decode(message["body"]))) for message in messages]
    return [(task, arguments, named) for task, (arguments, named, _embedded) in told]
