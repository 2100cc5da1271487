"""What belongs to a seminar of a trainer: its sessions, and who comes to them."""

from django.db.models import Model
from django.utils import timezone

from courses.attendance.screen_codes import code_at
from courses.models import AttendanceFile, Session
from courses.services.calendar_feeds import change_feed_address
from tests.access.people import Side
from tests.factories.attendance import make_attendance
from tests.factories.evaluations import make_evaluated_seminar
from tests.factories.seminars import make_registration, make_session

Rows = dict[str, object]


def seminar_rows(side: Side) -> Rows:
    """A seminar of the institution, its sessions led by one person: one that is over, at which the
    learner was, and one to which the learner will come.
    """
    seminar = make_evaluated_seminar(offer_hours=0, institution=side.institution)
    seminar.pages.update(owner=side.trainer)
    seminar.sessions.update(trainer=side.leader)
    over = seminar.sessions.get()
    make_attendance(over, side.learner)
    session = make_session(seminar, seats=9, trainer=side.leader)
    registration = make_registration(session, side.learner)
    return {
        "seminar": seminar.code,
        "seminar row": seminar.pk,
        "session": session.pk,
        "session that is over": over.pk,
        "person at the session": side.learner.pk,
        "registration": registration.pk,
        "code of a registration": registration.code,
        "code on the screen": code_at(session.secret, timezone.now()),
        "file of attendance": _file(over, side).pk,
        "token of a calendar": change_feed_address(user=side.learner).token,
    }


def _file(session: Session, side: Side) -> Model:
    return AttendanceFile.objects.create(session=session, file_name="room.csv", rows=[], uploaded_by=side.trainer)
