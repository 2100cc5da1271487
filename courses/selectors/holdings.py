"""Of which kinds a person has anything at all: one question, so that only those are asked about one by one.

Most people have nothing of most kinds. A yes may turn out to be nothing to show (what is over, what was answered);
a no never does.
"""

from typing import Final, NamedTuple

from django.db.models import Exists, OuterRef

from academy.accounts.models import Membership, User
from academy.prepared import Prepared
from certification import api as certification
from courses.enums import ACTIVE, RequestState
from courses.models import Bookmark, EnrolmentRequest, LessonNote, ProgrammeEnrolment, SeminarCompletion, Session
from courses.selectors.announcements import sent_announcements
from courses.selectors.evaluations import present
from courses.selectors.registration import registrations_of


class Holdings(NamedTuple):
    """Whether there is anything of each kind. `attended`: seminars that ask for an evaluation. `led`: sessions."""

    requests: bool
    registrations: bool
    attended: bool
    memberships: bool
    led: bool
    certificates: bool
    seminars: bool
    programmes: bool
    notes: bool
    bookmarks: bool
    announcements: bool


def _kinds() -> list[Exists]:
    """Ask for each of Holdings in its order."""
    me = OuterRef("pk")
    rows = (
        EnrolmentRequest.objects.filter(user=me, state=RequestState.WAITING),
        registrations_of(me).filter(state__in=ACTIVE),
        present().filter(user=me, session__seminar__evaluation__isnull=False),
        Membership.objects.filter(user=me),
        Session.objects.filter(trainer=me),
        certification.documents_of(me),
        SeminarCompletion.objects.filter(user=me),
        ProgrammeEnrolment.objects.filter(user=me),
        LessonNote.objects.filter(user=me),
        Bookmark.objects.filter(user=me),
        sent_announcements(me),
    )
    return [Exists(of_kind) for of_kind in rows]


_HOLDINGS: Final = Prepared(lambda user: User.objects.filter(pk=user).values_list(*_kinds()), -1)


def holdings_of(user: User) -> Holdings:
    """Say of which kinds the person has anything. One query."""
    (found,) = _HOLDINGS.rows(user.pk)
    return Holdings(*map(bool, found))
