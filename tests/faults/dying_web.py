"""The web server's entrance, whose process dies at the point that FAULT_POINT names."""

import os
import signal
from functools import wraps
from typing import Any

from academy.wsgi import application
from courses.services import attempts
from courses.views import quiz

__all__ = ["application"]


def around(owner: object, name: str) -> None:
    """Let all processes of this server die before or after the call."""
    original = getattr(owner, name)

    @wraps(original)
    def wrapped(*args: Any, **named: Any) -> Any:
        strike(f"before {name}")
        done = original(*args, **named)
        strike(f"after {name}")
        return done

    setattr(owner, name, wrapped)


def strike(point: str) -> None:
    if os.environ.get("FAULT_POINT") == point:
        os.killpg(os.getpgid(0), signal.SIGKILL)


around(attempts, "_put")
around(attempts, "mark_asked")
around(attempts, "complete_after_attempt")
around(quiz, "submit_page")
