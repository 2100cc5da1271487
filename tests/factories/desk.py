from datetime import date, timedelta
from itertools import count

from django.utils import timezone

from academy.accounts.enums import MembershipRole
from academy.accounts.models import Institution, Membership, User
from academy.accounts.services import join_institution
from certification.models import Certificate
from courses.models import Course, Programme, Requirement, StaffGroup, StaffInvitation
from tests.factories.certification import make_reserved, make_template
from tests.factories.people import make_membership, make_user

_numbers = count(1)


def make_officer(institution: Institution, user: User | None = None) -> Membership:
    """Somebody who works at the desk of the institution."""
    return make_membership(user or make_user(language="en"), institution, role=MembershipRole.HR)


def make_staff(institution: Institution, user: User | None = None, *groups: StaffGroup) -> Membership:
    """One of the staff who has agreed to the view."""
    membership = join_institution(user=user or make_user(), institution=institution)
    membership.staff_groups.set(groups)
    return membership


def make_group(institution: Institution, name: str = "") -> StaffGroup:
    """A group of staff without people."""
    return StaffGroup.objects.create(institution=institution, name=name or f"Group {next(_numbers)}")


def make_requirement(institution: Institution, asked: Course | Programme | int, **facts: object) -> Requirement:
    """A course, a programme or a number of hours that the institution asks for."""
    kind = {Course: "course", Programme: "programme"}.get(type(asked), "hours")
    return Requirement.objects.create(institution=institution, **{kind: asked}, **facts)


def make_staff_invitation(institution: Institution, email: str, **facts: object) -> StaffInvitation:
    """An invitation that awaits an answer."""
    facts = {"language": "az", "expires_at": timezone.now() + timedelta(days=30)} | facts
    return StaffInvitation.objects.create(institution=institution, email=email, **facts)


def make_certificate(holder: User, course: Course | None = None, *, until: date | None = None) -> Certificate:
    """A certificate as the desk counts it: decided, for a course or for something else."""
    facts = {"key": f"course:{course.code}"} if course else {}
    certificate = make_reserved(holder, make_template(), **facts)
    Certificate.objects.filter(pk=certificate.pk).update(expires_on=until)
    certificate.refresh_from_db()
    return certificate
