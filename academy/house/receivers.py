"""What Celery tells: the beat alone sends pulses, so a pulse that left is its sign of life."""

from typing import Any

from celery.signals import after_task_publish, before_task_publish
from django.db import close_old_connections
from django.utils import timezone

from academy.house.services import BEAT, note_heartbeat
from academy.house.tasks import pulse


def connect() -> None:
    """Listen to pulses alone."""
    before_task_publish.connect(stamp_pulse, sender=pulse.name)
    after_task_publish.connect(hear_beat, sender=pulse.name)


def stamp_pulse(*, headers: dict[str, Any], **_told: Any) -> None:
    """Write the time into the message."""
    headers["sent_at"] = timezone.now().isoformat()


def hear_beat(**_told: Any) -> None:
    """Note it. The beat lives for months, so its connection is looked at each time."""
    close_old_connections()
    note_heartbeat(name=BEAT, sent_at=timezone.now())
    close_old_connections()
