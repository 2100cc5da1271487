"""A real worker of ours whose processes die, or whose guards are off, where a test says.

    python -m tests.faults.worker PLAN.json

The plan names `deaths` (certificate: point), or a `manner`: slow, unguarded. A process leaves a file named for its
certificate beside the plan just before it kills itself.
"""

import json
import os
import sys
from pathlib import Path

import django

from academy.celery import app


def main(plan_file: Path) -> None:
    """Prepare before the forks, then be Celery's worker."""
    plan = json.loads(plan_file.read_text())
    django.setup()
    # The apps are ready only now; the drawing is loaded once for all processes.
    from certification.rendering import document  # noqa: F401, PLC0415
    from tests.faults.fates import Fate, deadly, slow, unguarded  # noqa: PLC0415

    if plan["manner"]:
        {"slow": slow, "unguarded": unguarded}[plan["manner"]](plan_file.parent)
    else:
        deadly(Fate(plan["deaths"], plan_file.parent))
    options = {
        "global_keyprefix": plan["prefix"],
        "visibility_timeout": plan["visibility"],
        "unacked_restore_interval": 1,
        "unacked_restore_throttle": 1,
    }
    app.conf.broker_transport_options = options
    name, processes = f"--hostname={os.getpid()}@%h", f"--concurrency={plan['processes']}"
    app.worker_main(["--quiet", "worker", processes, name, "--loglevel=WARNING"])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
