"""Does with a database of a former release what an upgrade does, and prints what is there then.

It is told the moment of the former release: what expires and what is to come is so now as it was then.
"""

import io
import json
import sys

import django
import time_machine

django.setup()

from django.core.management import call_command  # noqa: E402 - the apps are ready only now

from tests.production import survivors  # noqa: E402


def upgraded() -> dict[str, object]:
    """Migrate, let Django check everything, and tell what is there."""
    call_command("migrate", verbosity=0)
    checked = io.StringIO()
    call_command("check", databases=["default"], stdout=checked)
    return {
        "check": checked.getvalue().strip(),
        "survivors": survivors.survivors(),
        "verdicts": survivors.verdicts(),
        "findings": survivors.findings(),
        "broken": survivors.broken_pages(),
    }


with time_machine.travel(sys.argv[1]):
    told = upgraded()
sys.stdout.write(json.dumps(told))
