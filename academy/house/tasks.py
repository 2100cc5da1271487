"""The pulse: a message that does nothing but arrive, so that it shows who works and how long things wait."""

from datetime import datetime

from celery import Task, shared_task
from django.utils import timezone

from academy.house.services import note_heartbeat


@shared_task(bind=True)
def pulse(self: Task, queue: str) -> None:
    """Tell that a worker takes what lies in this queue, and when it was put there."""
    sent_at = (self.request.headers or {}).get("sent_at")
    note_heartbeat(name=queue, sent_at=datetime.fromisoformat(sent_at) if sent_at else timezone.now())
