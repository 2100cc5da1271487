"""Who runs seminars: whoever manages them and may change seminars at all, and organisers of the institution."""

from dataclasses import dataclass
from typing import Final

from django.db.models import Q, QuerySet

from academy.accounts.enums import MembershipRole
from academy.accounts.models import Institution, User
from courses.enums import RegistrationState, SeminarApproval
from courses.models import Registration, Seminar, Session
from courses.selectors.access import manageable_seminars

APPROVING = (MembershipRole.HR, MembershipRole.ORGANISER)


def organised_seminars(user: User) -> QuerySet[Seminar]:
    """Seminars whose registrations and sessions the person decides about.

    A reader of the library that holds a seminar is a member of it too, so membership alone is not enough.
    """
    of_institution = Q(institution__memberships__user=user, institution__memberships__role=MembershipRole.ORGANISER)
    found = Q(pk__in=Seminar.objects.filter(of_institution).values("pk"))
    if user.has_perm("courses.change_seminar"):
        found |= Q(pk__in=manageable_seminars(user).values("pk"))
    return Seminar.objects.filter(found)


def sessions_run_by(user: User) -> QuerySet[Session]:
    """Sessions at whose door the person stands: those of such a seminar, and those that the person leads."""
    return Session.objects.filter(Q(seminar__in=organised_seminars(user)) | Q(trainer=user))


def runs_seminars(user: User) -> bool:
    """Whether there is anything of seminars in the studio for this person. At most two queries."""
    return user.has_perm("courses.change_seminar") or work_of(user).has_desk


@dataclass(frozen=True, kw_only=True)
class Work:
    """What a person has to do for others: seminars in the studio, a say for an institution, its HR desk."""

    has_desk: bool
    approves: bool
    is_officer: bool


NO_WORK: Final = Work(has_desk=False, approves=False, is_officer=False)


def work_of(user: User) -> Work:
    """What memberships and sessions led give a person to do. Two queries."""
    roles = set(user.memberships.values_list("role", flat=True))
    leads = user.sessions_led.exists()
    return Work(
        has_desk=leads or MembershipRole.ORGANISER in roles,
        approves=bool(roles.intersection(APPROVING)),
        is_officer=MembershipRole.HR in roles,
    )


def approved_institutions(user: User) -> QuerySet[Institution]:
    """Institutions for whose staff the person agrees to registrations."""
    return Institution.objects.filter(memberships__user=user, memberships__role__in=APPROVING).distinct()


def registrations_to_approve(user: User) -> QuerySet[Registration]:
    """Registrations of staff of these institutions that await the institution's word, the oldest first."""
    return Registration.objects.filter(
        institution__in=approved_institutions(user),
        state=RegistrationState.REQUESTED,
        institution_approved_at=None,
        session__seminar__approval__in=[SeminarApproval.INSTITUTION, SeminarApproval.BOTH],
    ).order_by("registered_at")
