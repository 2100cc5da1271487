"""A session of a seminar without pages, which starts in twenty minutes: nobody finds it who is not of it."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass

from tests.browser.conftest import ROOT, Demo

SCRIPT = """
from datetime import timedelta
from django.utils import timezone
from academy.accounts.models import User
from courses.models import Seminar
from courses.services.registration import admit_to_session
from courses.services.sessions import add_session
seminar = Seminar.objects.create(code=code)
starts_at = timezone.now() + timedelta(minutes=20)
trainer = User.objects.get(email=trainer)
ends_at = starts_at + timedelta(hours=2)
session = add_session(seminar=seminar, starts_at=starts_at, ends_at=ends_at, trainer=trainer, place={"en": "Hall 2"})
known = User.objects.filter(email__in=people).order_by("email")
made = [admit_to_session(session=session, user=user) for user in known]
print(json.dumps({"pk": session.pk, "tickets": {row.user.email: [row.pk, row.code] for row in made}}))
"""


@dataclass(frozen=True)
class RunningSession:
    """Number of the session, and the number and code of each registration by address."""

    pk: int
    tickets: dict[str, list]


def make_running_session(demo: Demo, code: str, *, trainer: str, people: list[str]) -> RunningSession:
    """Make it in the database of the running demo."""
    facts = f"import json\ncode, trainer, people = {code!r}, {trainer!r}, {people!r}\n"
    environment = os.environ | {
        "ACADEMY_HOME": str(demo.home),
        "SITE_URL": demo.address,
        "DJANGO_SETTINGS_MODULE": "academy.settings.development",
    }
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", facts + SCRIPT]
    made = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    return RunningSession(**json.loads(made.stdout.splitlines()[-1]))
