"""An online room's file: read and kept, looked at, then confirmed. Nothing is recorded before the confirmation."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, tzinfo

from django.db import transaction
from django.utils import timezone

from academy.accounts.models import User
from courses.attendance.presence import Interval, minutes_present
from courses.enums import AttendanceWay, DayOrder, MatchState
from courses.errors import SessionAhead, SessionCancelled
from courses.formats.attendance_list import StayRow, read_attendance
from courses.models import Attendance, AttendanceFile, Session
from courses.selectors.attendance_files import FilePerson, file_people
from courses.services.lists import KEPT
from courses.services.seminar_completion import complete_seminar_when_done, hold_seminar


def keep_attendance_file(  # noqa: PLR0913 - the file, and how its times are meant
    *, session: Session, file_name: str, content: bytes, zone: tzinfo, order: DayOrder | None, by: User
) -> AttendanceFile:
    """Read the file, and keep its people for the look at them; `zone` is that of times without one.

    Raises `ListUnreadable`, `SessionCancelled` and `SessionAhead`, and then keeps nothing.
    """
    if session.is_cancelled:
        raise SessionCancelled
    if timezone.now() < session.starts_at:
        raise SessionAhead
    rows = read_attendance(content, day=session.starts_at.astimezone(zone).date(), order=order)
    return AttendanceFile.objects.create(
        session=session, file_name=file_name[-200:], rows=_people(rows, zone, session), uploaded_by=by
    )


def _people(rows: Iterable[StayRow], zone: tzinfo, session: Session) -> list[dict[str, object]]:
    """One mapping per person, told by address or else by name; a row with a problem stands for itself."""
    people: dict[object, dict[str, object]] = {}
    stays: dict[object, list[tuple[str, str]]] = defaultdict(list)
    for row in rows:
        key = ("row", row.line) if row.problem else ("email", row.email) if row.email else ("name", row.name.casefold())
        people.setdefault(key, {"email": row.email, "name": row.name, "problem": row.problem, "line": row.line})
        if row.joined and not row.problem:
            left = _aware(row.left, zone) if row.left else session.ends_at
            joined = _aware(row.joined, zone)
            stays[key].append((joined.isoformat(), max(joined, left).isoformat()))
    return [person | {"stays": stays[key]} for key, person in people.items()]


def _aware(moment: datetime, zone: tzinfo) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


@transaction.atomic
def confirm_attendance_file(*, file: AttendanceFile, choices: Mapping[int, int], by: User) -> AttendanceFile:
    """Record whoever is known, and whom `choices` names (place in the file -> person), all or nothing; twice is once.

    A choice that the page does not offer is left out. Where attendance was closed before, what follows from it follows.
    """
    hold_seminar(file.session.seminar_id)
    unconfirmed = AttendanceFile.objects.filter(pk=file.pk, confirmed_at=None)
    if unconfirmed.update(confirmed_at=timezone.now()):
        people = file_people(file)
        stays = _stays(people, choices)
        for user, intervals in stays.items():
            _record(file.session, user, intervals, by)
        result = {"recorded": len(stays), "left_out": sum(_meant(person, choices) is None for person in people)}
        AttendanceFile.objects.filter(pk=file.pk).update(result=result)
    file.refresh_from_db()
    return file


def _stays(people: Iterable[FilePerson], choices: Mapping[int, int]) -> dict[User, list[Interval]]:
    """Whoever joined by two devices under two names has the stays of both."""
    stays: dict[User, list[Interval]] = defaultdict(list)
    for person in people:
        user = _meant(person, choices)
        if user:
            stays[user].extend(person.stays)
    return stays


def _meant(person: FilePerson, choices: Mapping[int, int]) -> User | None:
    if person.state == MatchState.KNOWN:
        return person.people[0]
    if person.is_chosen:
        return next((user for user in person.people if user.pk == choices.get(person.number)), None)
    return None


def _record(session: Session, user: User, stays: list[Interval], by: User) -> None:
    """Record somebody with the minutes that the file tells; who was recorded at the door in the meantime stays so."""
    left = max(stay[1] for stay in stays)
    facts = {
        "arrived_at": min(stay[0] for stay in stays),
        "left_at": left if left < session.ends_at else None,
        "minutes": minutes_present((session.starts_at, session.ends_at), stays),
        "way": AttendanceWay.FILE,
        "recorded_by": by,
    }
    Attendance.objects.get_or_create(session=session, user=user, defaults=facts)
    if session.attendance_closed_at:
        complete_seminar_when_done(user=user, seminar=session.seminar)


def delete_old_attendance_files() -> int:
    """Delete what was uploaded more than thirty days ago, and return how many: it names people who may be nobody's."""
    return AttendanceFile.objects.filter(uploaded_at__lt=timezone.now() - KEPT).delete()[0]
