from datetime import timedelta

from django.utils import timezone

from academy.accounts.models import User
from courses.enums import AttendanceWay
from courses.models import Attendance, Seminar, Session
from tests.factories.learning import make_seminar
from tests.factories.people import make_user


def make_past_session(
    seminar: Seminar | None = None, *, hours_ago: float = 2, minutes: int = 60, **facts: object
) -> Session:
    """A session that is over; of a published seminar that offers nothing else, unless one is named."""
    starts_at = timezone.now() - timedelta(hours=hours_ago)
    ends_at = starts_at + timedelta(minutes=minutes)
    seminar = seminar or make_seminar()
    return Session.objects.create(seminar=seminar, **({"starts_at": starts_at, "ends_at": ends_at} | facts))


def make_attendance(
    session: Session, user: User | None = None, *, late: float = 0, left: float | None = None
) -> Attendance:
    """Somebody who came so many minutes late, and left so many minutes after the beginning, else stayed to the end."""
    return Attendance.objects.create(
        session=session,
        user=user or make_user(),
        arrived_at=session.starts_at + timedelta(minutes=late),
        left_at=None if left is None else session.starts_at + timedelta(minutes=left),
        way=AttendanceWay.HAND,
    )
