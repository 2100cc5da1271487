"""Wraps the code under test, which knows nothing of it, so that a process dies or its guards are off."""

import os
import signal
import time
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from django.core.files.storage import storages

from certification.services import production
from certification.services import production_steps as steps
from certification.signing import signer

#: So long may two unguarded workers wait for each other.
SECONDS = 30


class Fate:
    """What happens to the certificate that this process has at hand."""

    def __init__(self, deaths: dict[str, str], folder: Path) -> None:
        self.deaths, self.folder, self.at_hand = deaths, folder, ""

    def strike(self, point: str) -> None:
        """Die of SIGKILL if this is the point, once."""
        died = self.folder / self.at_hand
        if self.deaths.get(self.at_hand) == point and not died.exists():
            died.touch()
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, owner: object, name: str, label: str = "") -> None:
        """Let the process die before or after each call. Points are named by the label, else as the function."""
        original = getattr(owner, name)

        @wraps(original)
        def wrapped(*args: Any, **named: Any) -> Any:
            self.strike(f"before {label or name}")
            done = original(*args, **named)
            self.strike(f"after {label or name}")
            return done

        setattr(owner, name, wrapped)


def deadly(fate: Fate) -> None:
    """Put a point before and after each step, and inside those that touch two things."""
    original = production.produce_certificate

    def produce(certificate_id: int) -> str:
        fate.at_hand = str(certificate_id)
        return original(certificate_id)

    production.produce_certificate = produce
    for name in ("draw", "lint", "sign", "read_back", "store", "issue", "mail"):
        fate.around(steps, name)
    fate.around(signer, "sign", "the signature")
    fate.around(storages["certificates"], "save", "the file")
    fate.around(steps, "record", "the event")


def slow(folder: Path) -> None:
    """Let the drawing take until the same message has been delivered again."""
    original, draw = production.produce_certificate, steps.draw

    def produce(certificate_id: int) -> str:
        (folder / f"delivery-{time.monotonic_ns()}").touch()
        return original(certificate_id)

    def draw_slowly(*args: Any) -> bytes:
        give_up = time.monotonic() + SECONDS
        while len(list(folder.glob("delivery-*"))) < 2 and time.monotonic() < give_up:
            time.sleep(0.01)
        return draw(*args)

    production.produce_certificate, steps.draw = produce, draw_slowly


def unguarded(folder: Path) -> None:
    """Take away what lets one of two workers win, and let each wait at every step until the other is there too."""
    draw = steps.draw

    def meet(point: str) -> None:
        (folder / f"{point}-{os.getpid()}").touch()
        give_up = time.monotonic() + SECONDS
        while len(list(folder.glob(f"{point}-*"))) < 2 and time.monotonic() < give_up:
            time.sleep(0.01)

    def draw_together(*args: Any) -> bytes:
        meet("drawing")
        return draw(*args)

    def move(certificate: Any, _owned: Any, state: Any, **fields: Any) -> None:
        meet(state.value)
        type(certificate).objects.filter(pk=certificate.pk).update(state=state, **fields)

    def send(_owed: Any, write: Callable[[], None]) -> None:
        write()

    production._claimed = lambda _certificate_id: True
    steps.draw, steps._move, steps.send_once = draw_together, move, send
