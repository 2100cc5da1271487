"""What learning tells of itself: to those who watch over the site, and to their machines."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from academy.house.data import Figure, Section, Words
from academy.house.late_letters import late_letters
from courses.enums import Notice, RegistrationState, SessionState
from courses.models import Registration, SeatPool
from courses.selectors.admission_letters import owed_decisions, owed_enrolment_letters, owed_invitations
from courses.selectors.desk.invitations import owed_staff_invitations
from courses.selectors.desk.letters import owed_reminders
from courses.selectors.marking_queue import owed_attempt_letters
from courses.selectors.notices import KINDS, left_letters
from courses.selectors.seminar_letters import owed_registration_letters


class Owed(NamedTuple):
    """Letters of one kind, and since when each is owed: the field, or the event that it tells of."""

    kind: str
    label: Words
    letters: QuerySet[Any]
    moment: str


def figures(now: datetime) -> Iterator[Figure]:
    """Tell of letters and seats."""
    for owed in (*_owed(), *_notices(now)):
        yield late_letters(owed.kind, owed.label, owed.letters, moment=owed.moment, now=now)
    yield from _seats(now)


def _owed() -> Iterator[Owed]:
    yield Owed("decision", _("Request decided"), owed_decisions(), "decided_at")
    yield Owed("invitation", _("Invitation to a course"), owed_invitations(), "created_at")
    yield Owed("enrolment", _("Course begun, or reminder"), owed_enrolment_letters(), "enrolment__enrolled_at")
    yield Owed("attempt", _("Attempt marked"), owed_attempt_letters(), "attempt__closed_at")
    yield Owed("registration", _("Registration for a seminar"), owed_registration_letters(), "owed_at")
    yield Owed("staff_invitation", _("Invitation of an institution"), owed_staff_invitations(), "invited_at")
    yield Owed("staff_reminder", _("Reminder of an institution"), owed_reminders(), "owed_at")


def _notices(now: datetime) -> Iterator[Owed]:
    for notice in Notice:
        yield Owed(notice.value, notice.label, left_letters(notice, now), KINDS[notice].moment)


def _seats(now: datetime) -> Iterator[Figure]:
    """Seats of sessions ahead; where there is no limit, those that are taken alone."""
    ahead = {"session__state": SessionState.PLANNED, "session__starts_at__gt": now}
    seats = SeatPool.objects.filter(**ahead).aggregate(taken=Sum("taken", default=0))
    limited = SeatPool.objects.filter(**ahead, seats__isnull=False)
    room = limited.aggregate(seats=Sum("seats", default=0), taken=Sum("taken", default=0))
    waiting = Registration.objects.filter(**ahead, state=RegistrationState.WAITING).count()
    for state, label, number in (
        ("taken", _("Seats taken"), seats["taken"]),
        ("free", _("Seats free"), room["seats"] - room["taken"]),
        ("waiting", _("People on waiting lists"), waiting),
    ):
        yield Figure(section=Section.SEATS, metric="academy_seats", labels={"state": state}, label=label, number=number)
