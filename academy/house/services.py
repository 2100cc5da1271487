"""What the house writes about itself."""

from datetime import datetime
from typing import Final

from django.db.models import Q
from django.utils import timezone

from academy.house.models import Backup, Heartbeat

BEAT: Final = "beat"


def note_heartbeat(*, name: str, sent_at: datetime) -> Heartbeat:
    """Remember the newest sign of life. A pulse that comes late, or again, takes nothing back.

    A sign from the time to come was noted by a clock that was wrong, and hides nothing.
    """
    now = timezone.now()
    heartbeat, is_first = Heartbeat.objects.get_or_create(name=name, defaults={"sent_at": sent_at, "seen_at": now})
    if not is_first:
        older = Heartbeat.objects.filter(Q(sent_at__lt=sent_at) | Q(seen_at__gt=now), pk=heartbeat.pk)
        older.update(sent_at=sent_at, seen_at=now)
        heartbeat.refresh_from_db()
    return heartbeat


def record_backup(*, size: int, manifest_sha256: str) -> Backup:
    """Say that a backup is complete: the last step of whatever makes one."""
    return Backup.objects.create(finished_at=timezone.now(), bytes=size, manifest_sha256=manifest_sha256)
