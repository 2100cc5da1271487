"""What HR officers do for the learning of their staff: put people into groups, enrol them, remind them."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from academy.accounts.models import Membership, User
from courses.enums import EnrolmentLetterKind, EnrolmentMode, EnrolOutcome
from courses.errors import AlreadyEnrolled, PrerequisitesMissing
from courses.models import Course, Enrolment, EnrolmentLetter, StaffGroup, StaffReminder
from courses.services.enrolment import check_is_open, enrol
from courses.services.requests import request_enrolment


def put_into_group(*, people: Sequence[Membership], group: StaffGroup) -> None:
    """Add people of the group's own institution to it; twice is once."""
    group.members.add(*[person for person in people if person.institution_id == group.institution_id])


def take_out_of_group(*, person: Membership, group: StaffGroup) -> None:
    """Take one person out of a group; twice is once."""
    group.members.remove(person)


@transaction.atomic
def enrol_staff(*, people: Sequence[Membership], course: Course) -> dict[int, EnrolOutcome]:
    """Do for each of them what she or he could do alone, and say what became of it, by the id of the membership.

    An officer opens no door: prerequisites are asked for, a course on request gets a request in the person's name.
    Raises `CourseNotOpen` and `InvitationNeeded`, and then nobody is enrolled.
    """
    check_is_open(course)
    there = set(
        Enrolment.objects.active()
        .filter(course=course, user__in=[person.user_id for person in people])
        .values_list("user", flat=True)
    )
    return {
        person.pk: EnrolOutcome.THERE if person.user_id in there else _enrol(person.user, course) for person in people
    }


def _enrol(user: User, course: Course) -> EnrolOutcome:
    try:
        if course.enrolment_mode == EnrolmentMode.APPROVAL:
            request_enrolment(user=user, course=course)
            return EnrolOutcome.REQUESTED
        enrolment = enrol(user=user, course=course)
    except PrerequisitesMissing:
        return EnrolOutcome.MISSING
    except AlreadyEnrolled:
        return EnrolOutcome.THERE
    EnrolmentLetter.objects.get_or_create(enrolment=enrolment, cohort=None, kind=EnrolmentLetterKind.ENROLLED)
    return EnrolOutcome.ENROLLED


def remind_staff(*, people: Sequence[Membership], by: User) -> int:
    """Owe a reminder to each of them who got none today; return how many letters are owed by this.

    Whether something is left to remind of is asked when the letter is written. The constraint decides between two
    officers who remind the same person.
    """
    today = timezone.localdate()
    rows = [StaffReminder(membership=person, day=today, sent_by=by) for person in people]
    before = StaffReminder.objects.filter(day=today, membership__in=people).count()
    StaffReminder.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    return StaffReminder.objects.filter(day=today, membership__in=people).count() - before
