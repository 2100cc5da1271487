"""Who comes to the seminars, and who was there. The class registers as people do; what is past is written down."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone

from academy.accounts.models import User
from courses.enums import AnswerKind, AttendanceWay, RegistrationState, SeminarApproval
from courses.management.seeding.content import read
from courses.management.seeding.school_class import ADDRESS
from courses.management.seeding.seminars import SEMINARS
from courses.models import Attendance, Registration, RegistrationLetter, SeatPool, Seminar, Session
from courses.services.attendance import close_attendance
from courses.services.registration import approve_registration, register

#: People who register long before a session.
EARLY = timedelta(days=12)
#: How many requests the organiser has approved already.
APPROVED = 2


def seed_participants(accounts: Mapping[str, User], *, organiser: User) -> None:
    """Fill the seminars of the demo, unless somebody is registered there already. Nobody is written to."""
    learners = list(User.objects.filter(email__startswith=ADDRESS.split("-", maxsplit=1)[0]).order_by("email"))
    for place, name in enumerate(SEMINARS):
        source = read("site", "seminars", f"{name}.toml")
        seminar = Seminar.objects.get(code=source["code"])
        if Registration.objects.filter(session__seminar=seminar).exists():
            continue
        # Others of the class each time.
        _fill(seminar, source, accounts, [*learners[place * 3 :], *learners[: place * 3]], organiser)
    RegistrationLetter.objects.filter(mailed_at=None).update(mailed_at=timezone.now())


def _fill(
    seminar: Seminar, source: Mapping[str, Any], accounts: Mapping[str, User], learners: Sequence[User], by: User
) -> None:
    planned = source["sessions"][0]
    people = [*(accounts[name] for name in planned.get("people", ())), *learners]
    people = people[: max(planned.get("registered", 0), len(planned.get("people", ())))]
    sessions = list(seminar.sessions.all())[: len(source["sessions"])]
    if sessions[0].starts_at > timezone.now():
        _register(seminar, sessions, people, by)
        return
    for session in sessions:
        _write_down(session, people)
        _attend(session, people[: _number_there(planned, len(people))], by)


def _register(seminar: Seminar, sessions: Sequence[Session], people: Iterable[User], by: User) -> None:
    answers = {
        question.pk: question.options[0]["az"] if question.kind == AnswerKind.CHOICE else ""
        for question in seminar.questions.all()
    }
    for person in people:
        register(user=person, seminar=seminar, sessions=sessions, answers=answers)
    if seminar.approval == SeminarApproval.ORGANISER:
        for session in sessions:
            for registration in session.registrations.order_by("ticket")[:APPROVED]:
                approve_registration(registration=registration, by=by, for_institution=False)


def _write_down(session: Session, people: Sequence[User]) -> None:
    """Nobody can register for what has begun, so the rows are made here; the seats are counted as ever."""
    pool = session.pools.get(institution=None)
    Registration.objects.bulk_create(
        Registration(
            session=session,
            user=person,
            state=RegistrationState.CONFIRMED,
            pool=pool,
            ticket=ticket,
            registered_at=session.starts_at - EARLY,
        )
        for ticket, person in enumerate(people, start=1)
    )
    SeatPool.objects.filter(pk=pool.pk).update(taken=F("taken") + len(people))
    Session.objects.filter(pk=session.pk).update(last_ticket=len(people))


def _number_there(planned: Mapping[str, Any], registered: int) -> int:
    return planned.get("arrived", registered - planned.get("absent", 0))


def _attend(session: Session, people: Iterable[User], by: User) -> None:
    """Let them arrive in time, and close the attendance of what is over: whoever was there has completed it."""
    Attendance.objects.bulk_create(
        Attendance(
            session=session,
            user=person,
            arrived_at=session.starts_at,
            way=AttendanceWay.TICKET,
            recorded_by=by,
            recorded_at=session.starts_at,
        )
        for person in people
    )
    if session.ends_at <= timezone.now():
        close_attendance(session=session)
