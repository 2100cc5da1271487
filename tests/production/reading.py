"""Says, as one line of JSON, which server of PostgreSQL reads and writes, inside `from_replica` and outside."""

import json
import os
import signal
from pathlib import Path

import django

django.setup()

from django.db import transaction  # noqa: E402 - models need Django
from django.db.models import Func, IntegerField  # noqa: E402
from wagtail.models import Locale  # noqa: E402

from academy.house.parts.database import look_at_replica  # noqa: E402
from academy.replica import from_replica, is_fit  # noqa: E402


def port() -> int:
    """Return where the row was read."""
    server = Func(function="inet_server_port", output_field=IntegerField())
    return Locale.objects.annotate(port=server).values_list("port", flat=True)[0]


def silence(server: str) -> None:
    """Let the replica stand still, with all that belongs to it, once a connection to it is kept."""
    assert is_fit()
    children = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    for process in (server, *children):
        os.kill(int(process), signal.SIGSTOP)


def tell() -> dict[str, int | str]:
    """Read a row by each way; write one inside, and count what each way knows of it."""
    told = {"outside": port(), "state": ", ".join(part.condition for part in look_at_replica())}
    with from_replica():
        told["inside"], known = port(), Locale.objects.count()
        Locale.objects.create(language_code="tr")
        told["inside after"] = Locale.objects.count() - known
    told["outside after"] = Locale.objects.count() - known
    with transaction.atomic(), from_replica():
        told["in a transaction"] = port()
    return told


if __name__ == "__main__":
    if server := os.environ.get("SILENCED"):
        silence(server)
    print(json.dumps(tell()))  # noqa: T201
