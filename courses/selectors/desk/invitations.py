"""Invitations to the staff of an institution, and what the lines of a list of staff mean."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from academy.accounts.models import Institution
from courses.enums import StaffRowState
from courses.models import StaffInvitation, StaffList
from courses.selectors.desk.staff import staff_of

#: For so long an invitation holds, and whoever declined is not asked again.
DAYS = timedelta(days=30)


def waiting_invitations(institution: Institution | None = None) -> QuerySet[StaffInvitation]:
    """Invitations that await an answer, of one institution or of all."""
    waiting = StaffInvitation.objects.filter(
        accepted_at=None, declined_at=None, revoked_at=None, expires_at__gt=timezone.now()
    )
    return waiting.filter(institution=institution) if institution else waiting


def owed_staff_invitations() -> QuerySet[StaffInvitation]:
    """Those of which no letter went."""
    return waiting_invitations().filter(mailed_at=None)


@dataclass(frozen=True, kw_only=True)
class StaffRow:
    """One line of a list of staff, and what its confirmation would do."""

    line: int
    email: str
    name: str
    state: StaffRowState

    @property
    def is_error(self) -> bool:
        """Whether the line itself is wrong."""
        return self.state in {
            StaffRowState.ADDRESS,
            StaffRowState.DUPLICATE,
            StaffRowState.EMPTY,
            StaffRowState.FORMULA,
        }


def staff_rows(people: StaffList) -> list[StaffRow]:
    """Every line with its state at this moment. Whether an address has an account is told of no line. Three queries."""
    states = states_of(people.institution, [row["email"] for row in people.rows if not row["problem"]])
    return [
        StaffRow(
            line=row["line"],
            email=row["email"],
            name=row["name"],
            state=StaffRowState(row["problem"]) if row["problem"] else states[row["email"]],
        )
        for row in people.rows
    ]


def states_of(institution: Institution, emails: Sequence[str]) -> dict[str, StaffRowState]:
    """What an invitation of each of these addresses would come to."""
    staff = set(staff_of(institution).filter(user__email__in=emails).values_list("user__email", flat=True))
    invited = set(waiting_invitations(institution).filter(email__in=emails).values_list("email", flat=True))
    declined = institution.staff_invitations.filter(email__in=emails, declined_at__gt=timezone.now() - DAYS)
    lately = set(declined.values_list("email", flat=True))
    return {email: _state(email, staff, invited, lately) for email in emails}


def _state(email: str, staff: set[str], invited: set[str], declined: set[str]) -> StaffRowState:
    if email in staff:
        return StaffRowState.STAFF
    if email in invited:
        return StaffRowState.INVITED
    return StaffRowState.DECLINED if email in declined else StaffRowState.NEW
