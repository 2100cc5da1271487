"""Programmes: joined, left, and completed when every group has enough."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from academy.accounts.models import User
from certification import api as certification
from courses.data import programme_key
from courses.errors import ProgrammeCompleted
from courses.models import Programme, ProgrammeEnrolment
from courses.selectors.programme import programme_view
from courses.selectors.programmes import programme_titles


@transaction.atomic
def join_programme(*, user: User, programme: Programme) -> ProgrammeEnrolment:
    """Let the person join; what was completed before counts. A second time changes nothing."""
    enrolment, _made = ProgrammeEnrolment.objects.get_or_create(user=user, programme=programme)
    complete_programme_when_fulfilled(enrolment=enrolment)
    return enrolment


def leave_programme(*, enrolment: ProgrammeEnrolment) -> None:
    """Let the person leave; courses and seminars stay as they are. Raises `ProgrammeCompleted`."""
    left, _rows = ProgrammeEnrolment.objects.filter(pk=enrolment.pk, completed_at=None).delete()
    if not left:
        raise ProgrammeCompleted


@transaction.atomic
def complete_programmes(
    *, user: User, course: int | None = None, seminar: int | None = None
) -> list[ProgrammeEnrolment]:
    """Complete what the person has joined and now fulfils, of the programmes that hold the course or seminar, by id."""
    holds = Q(programme__groups__items__course=course) if course else Q(programme__groups__items__seminar=seminar)
    waiting = (
        ProgrammeEnrolment.objects.filter(holds, user=user, completed_at=None).select_related("programme").distinct()
    )
    return [enrolment for enrolment in waiting if complete_programme_when_fulfilled(enrolment=enrolment)]


@transaction.atomic
def complete_programme_when_fulfilled(*, enrolment: ProgrammeEnrolment) -> bool:
    """Complete the programme when every group has enough; return whether this call did it.

    The lock makes the second of two calls see what the first has stored. The certificate is reserved in this
    transaction: either both stand or neither.
    """
    locked = ProgrammeEnrolment.objects.select_for_update(no_key=True, of=("self",)).get(pk=enrolment.pk)
    if locked.completed_at or not programme_view(locked.programme, user=locked.user, language="").is_fulfilled:
        return False
    locked.completed_at = timezone.now()
    locked.save(update_fields=["completed_at"])
    _certify(locked)
    return True


def _certify(enrolment: ProgrammeEnrolment) -> None:
    programme = enrolment.programme
    if programme.certificate_template is None:
        return
    certification.issue_certificate(
        holder=enrolment.user,
        template=programme.certificate_template,
        achievement=certification.Achievement(
            key=programme_key(programme.code),
            titles=programme_titles(programme),
            hours=programme.cpd_hours,
            achieved_on=timezone.localdate(enrolment.completed_at),
        ),
    )
