"""Attendance, as whoever runs a seminar records it by hand."""

from collections.abc import Iterable

from django.db import transaction

from academy.accounts.models import User
from courses.models import Attendance, Session
from courses.services.programmes import complete_programmes


@transaction.atomic
def record_attendance(*, session: Session, users: Iterable[User], by: User) -> list[Attendance]:
    """Record who was there, and complete the programmes that this fulfils; return what is new. Twice is once."""
    recorded = []
    for user in users:
        attendance, made = Attendance.objects.get_or_create(session=session, user=user, defaults={"recorded_by": by})
        if made:
            recorded.append(attendance)
            complete_programmes(user=user, seminar=session.seminar_id)
    return recorded


def strike_attendance(*, attendance: Attendance) -> None:
    """Take back what was recorded in error. A programme that was completed with it stays completed."""
    attendance.delete()
