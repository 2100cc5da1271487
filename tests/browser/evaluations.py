"""Somebody who was at a past seminar of the demo, recorded in the copy that the browser sees."""

import os
import subprocess
import sys
from pathlib import Path

from tests.browser.conftest import Demo

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
from academy.accounts.models import User
from courses.models import Attendance, Session

session = Session.objects.get(seminar__code=CODE)
Attendance.objects.create(session=session, user=User.objects.get(email=EMAIL), minutes=90)
"""


def attend(demo: Demo, email: str, code: str) -> str:
    """Record the attendance, and return the path of the evaluation."""
    environment = os.environ | {
        "ACADEMY_HOME": str(demo.home),
        "DJANGO_SETTINGS_MODULE": "academy.settings.development",
    }
    environment.pop("DATABASE_URL", None)
    facts = f"CODE, EMAIL = {code!r}, {email!r}\n"
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", facts + SCRIPT]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    return f"/my/seminars/{code}/evaluation/"
