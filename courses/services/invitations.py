"""Invitations: a link that enrols whoever opens it, or the one account of an address."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from academy.accounts.log_labels import addresses_of, forget_rows
from academy.accounts.models import User
from courses.enums import InvitationState
from courses.errors import (
    InvitationEnded,
    InvitationExpired,
    InvitationForeign,
    InvitationRefused,
    InvitationUsedUp,
)
from courses.models import Cohort, Course, Enrolment, Invitation, StaffInvitation
from courses.selectors.admission import has_come, invitation_state, open_invitations
from courses.services.enrolment import admit, check_prerequisites

#: How long an address that was invited is kept: after its invitation was made, or after the end that this one has.
KEPT = timedelta(days=90)
REFUSALS: dict[InvitationState, type[InvitationRefused]] = {
    InvitationState.ENDED: InvitationEnded,
    InvitationState.EXPIRED: InvitationExpired,
    InvitationState.USED_UP: InvitationUsedUp,
}


def invite_anyone(
    *,
    course: Course,
    by: User,
    cohort: Cohort | None = None,
    uses_allowed: int | None = None,
    expires_at: datetime | None = None,
) -> Invitation:
    """Make a link for whoever is given it."""
    return Invitation.objects.create(
        course=course, cohort=cohort, created_by=by, uses_allowed=uses_allowed, expires_at=expires_at
    )


@transaction.atomic
def invite_addresses(  # noqa: PLR0913 - what an invitation consists of
    *,
    course: Course,
    by: User,
    emails: Sequence[str],
    cohort: Cohort | None = None,
    language: str = "",
    expires_at: datetime | None = None,
) -> list[Invitation]:
    """Make a link for one use by the account of each address, which is owed a letter; return the new ones.

    An address whose invitation is still open gets no second one; one whose invitation is over gets a new link.
    """
    addresses = {email.lower() for email in emails}
    known = Invitation.objects.filter(course=course, email__in=addresses, revoked_at=None)
    addresses -= set(open_invitations(known).values_list("email", flat=True))
    known.filter(email__in=addresses).update(revoked_at=timezone.now())
    rows = [
        Invitation(
            course=course,
            cohort=cohort,
            created_by=by,
            email=email,
            language=language,
            uses_allowed=1,
            expires_at=expires_at,
        )
        for email in sorted(addresses)
    ]
    return Invitation.objects.bulk_create(rows, batch_size=500)


def end_invitation(*, invitation: Invitation) -> None:
    """Take the link back; who has come stays. Twice is once."""
    Invitation.objects.filter(pk=invitation.pk, revoked_at=None).update(revoked_at=timezone.now())


def check_invitation(*, invitation: Invitation | None, user: User) -> Invitation:
    """Return the invitation when this person may use it, or has used it.

    Raises an `InvitationRefused`. Whether it is somebody else's is asked first: a stranger learns nothing more.
    """
    if invitation is None:
        raise InvitationRefused
    if invitation.email and invitation.email != user.email:
        raise InvitationForeign
    if not has_come(invitation, user) and (refusal := REFUSALS.get(invitation_state(invitation))):
        raise refusal
    return invitation


@transaction.atomic
def accept_invitation(*, invitation: Invitation, user: User) -> Enrolment:
    """Enrol the person, into the cohort if there is one, and count one use; coming twice counts once.

    An open link asks for what the course asks for; an address was chosen by whoever wrote to it. Raises an
    `InvitationRefused`, `PrerequisitesMissing`, `CourseNotOpen` and `CohortEnded`: then no use is counted.
    """
    check_invitation(invitation=invitation, user=user)
    counted = _count_use(invitation)
    # Asked again behind the lock of the row: the same person's second tab has come in the meantime.
    if has_come(invitation, user):
        if counted:
            Invitation.objects.filter(pk=invitation.pk).update(uses=F("uses") - 1)
        return Enrolment.objects.get(user=user, course=invitation.course)
    if not counted:
        invitation.refresh_from_db()
        raise REFUSALS.get(invitation_state(invitation), InvitationUsedUp)
    if not invitation.email:
        check_prerequisites(user, invitation.course)
    return admit(user=user, course=invitation.course, cohort=invitation.cohort)


def _count_use(invitation: Invitation) -> int:
    """Take one of the uses left, in one statement; return 0 when there is none."""
    return open_invitations(Invitation.objects.filter(pk=invitation.pk)).update(uses=F("uses") + 1)


def forget_invitations() -> int:
    """Delete invitations of addresses after ninety days, and return how many; who has come stays."""
    over = Invitation.objects.exclude(email="").annotate(over_at=Coalesce("expires_at", "created_at"))
    return _forget(over.filter(over_at__lt=timezone.now() - KEPT))


def forget_invitee(*, person: User) -> None:
    """Delete what was sent to the addresses of a person who is erased."""
    addresses = addresses_of(person)
    _forget(Invitation.objects.filter(email__in=addresses))
    StaffInvitation.objects.filter(email__in=addresses).delete()


@transaction.atomic
def _forget(invitations: QuerySet[Invitation]) -> int:
    """Delete the rows, and what Wagtail's log calls them: the address."""
    gone = list(invitations.values_list("pk", flat=True))
    forget_rows(Invitation, gone)
    return Invitation.objects.filter(pk__in=gone).delete()[0]
