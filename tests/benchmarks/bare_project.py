"""The project that Wagtail itself makes (`wagtail start`), on the same web server: what ours is compared with."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from pathlib import Path
from pprint import pformat
from typing import Any

from tests.benchmarks.client import Asked
from tests.benchmarks.own_database import new_database
from tests.benchmarks.web_server import Project

WELCOME = Asked(path="/", status=200, marker=b"Welcome to your new Wagtail site")
#: What a visitor of it may ask for.
PAGES = (WELCOME, Asked(path="/search/?query=home", status=200, marker=b"Search"))
LOCAL = """SECRET_KEY = "compared with"
ALLOWED_HOSTS = ["localhost"]
DATABASES = {databases}
"""


@contextmanager
def new_project(settings: str = "dev") -> Iterator[Project]:
    """Make it in a folder of its own, with nothing in its database yet."""
    with tempfile.TemporaryDirectory() as name:
        wagtail = Path(sys.executable).with_name("wagtail")
        subprocess.run([wagtail, "start", "bare", name], stdout=subprocess.DEVNULL, check=True)
        environment = {"DJANGO_SETTINGS_MODULE": f"bare.settings.{settings}", "PYTHONWARNINGS": "ignore"}
        yield Project(folder=Path(name), application="bare.wsgi:application", page=WELCOME, environment=environment)


@contextmanager
def bare_project(database: Mapping[str, Any]) -> Iterator[Project]:
    """Make it for production, with files collected and a database beside ours, with the same options."""
    with new_project("production") as project, _beside(database, project.folder) as name:
        engine = database["ENGINE"].replace("academy.postgresql", "django.db.backends.postgresql")
        databases = pformat({"default": {**database, "ENGINE": engine, "NAME": name}})
        (project.folder / "bare" / "settings" / "local.py").write_text(LOCAL.format(databases=databases))
        manage(project, "collectstatic", "--noinput")
        manage(project, "migrate")
        yield project


def _beside(database: Mapping[str, Any], folder: Path) -> Any:
    if database["ENGINE"].endswith("sqlite3"):
        return nullcontext(str(folder / "bare.sqlite3"))
    return new_database(os.environ["DATABASE_URL"], "academy_benchmark_bare")


def manage(project: Project, *command: str) -> None:
    """Run one of its commands."""
    environment = {**os.environ, **project.environment}
    command = (sys.executable, "manage.py", *command, "--verbosity", "0")
    subprocess.run(command, cwd=project.folder, env=environment, check=True)
