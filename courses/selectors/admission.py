"""Requests, invitations and lists: where they stand, and what they mean for one person."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from academy.accounts.models import User
from courses.enums import EnrolmentMode, InvitationState, RequestState, RowState
from courses.models import Course, Enrolment, EnrolmentList, EnrolmentRequest, Invitation
from courses.selectors.contact import contact_of


@dataclass(frozen=True, kw_only=True)
class Entry:
    """How somebody who is not enrolled may come onto a course.

    `request` is the newest one that waits or was refused, `left_at` the moment of a withdrawal.
    """

    mode: EnrolmentMode
    contact: str
    request: EnrolmentRequest | None = None
    left_at: datetime | None = None

    @property
    def waits(self) -> bool:
        """Whether a request is still to be decided."""
        return self.request is not None and self.request.state == RequestState.WAITING


def entry_of(user: object, course: Course) -> Entry:
    """How this person may come onto the course. Two queries; none for a visitor, or a course that is not stored yet."""
    entry = Entry(mode=EnrolmentMode(course.enrolment_mode), contact=contact_of(course))
    if not isinstance(user, User) or course.pk is None:
        return entry
    asked = EnrolmentRequest.objects.filter(user=user, course=course)
    asked = asked.filter(state__in=[RequestState.WAITING, RequestState.REFUSED])
    left = Enrolment.objects.filter(user=user, course=course).values_list("withdrawn_at", flat=True)
    return replace(entry, request=asked.order_by("-requested_at").first(), left_at=left.first())


def open_invitations(invitations: QuerySet[Invitation]) -> QuerySet[Invitation]:
    """Those that would still enrol somebody."""
    unexpired = Q(expires_at=None) | Q(expires_at__gt=timezone.now())
    unused = Q(uses_allowed=None) | Q(uses__lt=F("uses_allowed"))
    return invitations.filter(unexpired, unused, revoked_at=None)


def invitation_state(invitation: Invitation) -> InvitationState:
    """Where the invitation stands; what a person did comes before what a clock did."""
    if invitation.revoked_at:
        return InvitationState.ENDED
    if invitation.expires_at and invitation.expires_at <= timezone.now():
        return InvitationState.EXPIRED
    if invitation.uses_allowed is not None and invitation.uses >= invitation.uses_allowed:
        return InvitationState.USED_UP
    return InvitationState.OPEN


def has_come(invitation: Invitation, user: User) -> bool:
    """Whether the person is where the invitation leads: on the course, and in the cohort unless it is completed."""
    there = Enrolment.objects.active().filter(user=user, course=invitation.course_id)
    if invitation.cohort_id:
        there = there.filter(Q(cohort=invitation.cohort_id) | Q(completed_at__isnull=False))
    return there.exists()


@dataclass(frozen=True, kw_only=True)
class ListRow:
    """One line of an uploaded list, and what its confirmation would do."""

    line: int
    email: str
    name: str
    state: RowState

    @property
    def is_error(self) -> bool:
        """Whether the line itself is wrong."""
        return self.state in {RowState.ADDRESS, RowState.DUPLICATE, RowState.EMPTY, RowState.FORMULA}


def list_rows(people: EnrolmentList) -> list[ListRow]:
    """Every line with its state at this moment. Three queries."""
    asked = {row["email"] for row in people.rows if not row["problem"]}
    accounts = set(User.objects.filter(email__in=asked).values_list("email", flat=True))
    active = Enrolment.objects.active().filter(course=people.course_id, user__email__in=asked)
    if people.cohort_id:
        active = active.filter(Q(cohort=people.cohort_id) | Q(completed_at__isnull=False))
    enrolled = set(active.values_list("user__email", flat=True))
    known = Invitation.objects.filter(course=people.course_id, email__in=asked)
    invited = set(open_invitations(known).values_list("email", flat=True))
    return [
        ListRow(
            line=row["line"],
            email=row["email"],
            name=row["name"],
            state=RowState(row["problem"] or _state(row["email"], accounts, enrolled, invited)),
        )
        for row in people.rows
    ]


def _state(email: str, accounts: set[str], enrolled: set[str], invited: set[str]) -> RowState:
    if email in enrolled:
        return RowState.ENROLLED
    if email in accounts:
        return RowState.READY
    return RowState.INVITED if email in invited else RowState.NEW


def count_states(rows: Iterable[ListRow]) -> Counter[RowState]:
    """How many lines are in each state."""
    return Counter(row.state for row in rows)
