"""Ways onto a course that the demo shows: a request that waits, a cohort, a link."""

from datetime import timedelta

from django.utils import timezone

from academy.accounts.models import User
from courses.enums import EnrolmentMode
from courses.management.seeding.content import read
from courses.models import Cohort, Course
from courses.services.enrolment import admit
from courses.services.invitations import invite_anyone
from courses.services.requests import request_enrolment


def seed_admissions(accounts: dict[str, User]) -> None:
    """One course takes people on request, and one learner waits; another course has a cohort with a link.

    What is there stays as it is: whoever tries the demo may have changed it.
    """
    words = read("site", "admissions.toml")
    if Cohort.objects.filter(name=words["cohort"]["name"]).exists():
        return
    _seed_cohort(words["cohort"], accounts)
    asked = Course.objects.get(code=words["request"]["course"])
    asked.enrolment_mode = EnrolmentMode.APPROVAL
    asked.save(update_fields=["enrolment_mode"])
    request_enrolment(user=accounts["learner"], course=asked, message=words["request"]["message"])


def _seed_cohort(words: dict[str, str], accounts: dict[str, User]) -> None:
    today = timezone.localdate()
    cohort = Cohort.objects.create(
        course=Course.objects.get(code=words["course"]),
        name=words["name"],
        starts_on=today - timedelta(weeks=1),
        ends_on=today + timedelta(weeks=8),
        trainer=accounts["trainer"],
    )
    admit(user=accounts["second-learner"], course=cohort.course, cohort=cohort)
    invite_anyone(course=cohort.course, cohort=cohort, by=accounts["trainer"], uses_allowed=30)
