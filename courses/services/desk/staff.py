"""Staff come by invitation: an address is written to, the person agrees, and the moment of that is stored."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from academy.accounts.models import Institution, Membership, User
from academy.accounts.services import join_institution, leave_institution
from academy.lists.people import read_people
from courses.enums import StaffRowState
from courses.errors import StaffInvitationRefused
from courses.models import StaffInvitation, StaffList
from courses.selectors.desk.invitations import DAYS, staff_rows, states_of, waiting_invitations


def keep_staff_list(*, institution: Institution, language: str, file_name: str, content: bytes, by: User) -> StaffList:
    """Read a file or some pasted lines, and keep them for the look at them. Raises `ListUnreadable`."""
    rows = [row.as_dict() for row in read_people(content)]
    return StaffList.objects.create(
        institution=institution, language=language, file_name=file_name[-200:], rows=rows, uploaded_by=by
    )


@transaction.atomic
def confirm_staff_list(*, people: StaffList, by: User) -> StaffList:
    """Invite the good lines; a second time changes nothing. What each line means is asked at this moment."""
    if StaffList.objects.filter(pk=people.pk, confirmed_at=None).update(confirmed_at=timezone.now()):
        new = [row.email for row in staff_rows(people) if row.state == StaffRowState.NEW]
        made = invite_staff(institution=people.institution, emails=new, language=people.language, by=by)
        StaffList.objects.filter(pk=people.pk).update(result={"invited": len(made)})
    people.refresh_from_db()
    return people


@transaction.atomic
def invite_staff(*, institution: Institution, emails: Sequence[str], language: str, by: User) -> list[StaffInvitation]:
    """Owe a letter to each address that does not belong to the staff, awaits none, and has not just declined."""
    now = timezone.now()
    states = states_of(institution, [email.lower() for email in emails])
    new = sorted(email for email, state in states.items() if state == StaffRowState.NEW)
    # The expired alone: one that another officer has sent in this moment stays, and the constraint refuses a second.
    expired = institution.staff_invitations.filter(email__in=new, expires_at__lte=now)
    expired.filter(accepted_at=None, declined_at=None, revoked_at=None).update(revoked_at=now)
    rows = [
        StaffInvitation(institution=institution, email=email, language=language, invited_by=by, expires_at=now + DAYS)
        for email in new
    ]
    # Two officers who invite the same address at once write one letter.
    StaffInvitation.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
    return list(StaffInvitation.objects.filter(token__in=[row.token for row in rows]))


def end_staff_invitation(*, invitation: StaffInvitation) -> None:
    """Take the invitation back, unless it was answered. Twice is once."""
    waiting_invitations().filter(pk=invitation.pk).update(revoked_at=timezone.now())


def check_staff_invitation(*, invitation: StaffInvitation | None, user: User) -> StaffInvitation:
    """Return an invitation that this person may answer. Raises `StaffInvitationRefused`, the same for every reason."""
    waiting = waiting_invitations().filter(pk=invitation.pk, email=user.email) if invitation else None
    if invitation is None or waiting is None or not waiting.exists():
        raise StaffInvitationRefused
    return invitation


@transaction.atomic
def accept_staff_invitation(*, invitation: StaffInvitation, user: User) -> Membership:
    """Make the person one of the staff, with consent. Raises `StaffInvitationRefused`, the second time too."""
    _answer(invitation, user, "accepted_at")
    return join_institution(user=user, institution=invitation.institution)


@transaction.atomic
def decline_staff_invitation(*, invitation: StaffInvitation, user: User) -> None:
    """Say no; nobody is asked again for thirty days. Raises `StaffInvitationRefused`."""
    _answer(invitation, user, "declined_at")


def _answer(invitation: StaffInvitation, user: User, field: str) -> None:
    waiting = waiting_invitations().filter(pk=invitation.pk, email=user.email)
    if not waiting.update(**{field: timezone.now()}):
        raise StaffInvitationRefused


def take_off_staff(*, membership: Membership) -> None:
    """Record that a person works here no more: the view ends, with groups and watched certificates. Twice is once."""
    leave_institution(membership)


def forget_addresses() -> int:
    """Delete lists after thirty days and invitations after ninety, when all are long over; return how many rows."""
    now = timezone.now()
    lists = StaffList.objects.filter(uploaded_at__lt=now - DAYS).delete()[0]
    return lists + StaffInvitation.objects.filter(invited_at__lt=now - 3 * DAYS).delete()[0]
