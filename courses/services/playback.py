"""Where a learner stopped in a recording: the latest word of any device holds."""

from datetime import datetime

from django.utils import timezone

from academy.accounts.models import User
from courses.errors import PositionSuperseded
from courses.models import Lesson, PlaybackPosition


def remember_position(*, user: User, lesson: Lesson, recording: int, seconds: int, at: datetime) -> None:
    """Keep the position that was reached at `at`, which never lies ahead of the server’s clock.

    Raises `PositionSuperseded` where a later one is kept.
    """
    reached = {"seconds": seconds, "updated_at": min(at, timezone.now())}
    own = PlaybackPosition.objects.filter(user=user, lesson=lesson, recording=recording)
    _position, made = own.get_or_create(user=user, lesson=lesson, recording=recording, defaults=reached)
    if not made and not own.filter(updated_at__lt=reached["updated_at"]).update(**reached):
        raise PositionSuperseded
