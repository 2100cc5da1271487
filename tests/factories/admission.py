"""Ways onto a course: cohorts, requests, invitations."""

from datetime import timedelta
from itertools import count

from django.utils import timezone

from academy.accounts.models import User
from courses.enums import EnrolmentMode
from courses.models import Cohort, Course, EnrolmentList, EnrolmentRequest, Invitation
from tests.factories.learning import make_course
from tests.factories.people import make_user

_numbers = count(1)


def make_cohort(*, course: Course | None = None, days: int = 30, **facts: object) -> Cohort:
    """A cohort that has run for a month and ends in `days` days."""
    today = timezone.localdate()
    dates = {"starts_on": today - timedelta(days=30), "ends_on": today + timedelta(days=days)}
    fields = {"course": course or make_course(), "name": f"Cohort {next(_numbers)}"} | dates | facts
    return Cohort.objects.create(**fields)


def make_invitation(*, course: Course | None = None, **facts: object) -> Invitation:
    """An invitation for whoever has the link, unless the facts say otherwise."""
    return Invitation.objects.create(course=course or make_course(), **facts)


def make_request(*, course: Course | None = None, user: User | None = None, **facts: object) -> EnrolmentRequest:
    """A request that waits."""
    course = course or make_course(enrolment_mode=EnrolmentMode.APPROVAL)
    return EnrolmentRequest.objects.create(course=course, user=user or make_user(), **facts)


def make_list(*rows: tuple[str, str], course: Course | None = None, **facts: object) -> EnrolmentList:
    """A list with one line for each (address, problem)."""
    lines = [
        {"line": line, "email": email, "name": f"Name {line}", "problem": problem}
        for line, (email, problem) in enumerate(rows, start=2)
    ]
    fields = {"language": "az", "file_name": "list.csv", "uploaded_by": facts.pop("uploaded_by", None) or make_user()}
    return EnrolmentList.objects.create(course=course or make_course(), rows=lines, **fields, **facts)
