"""Changes of the facts of courses and cohorts that are made for several at once."""

from datetime import date

from courses.enums import EnrolmentMode
from courses.errors import CohortEndsBeforeStart
from courses.models import Cohort, Course


def change_enrolment_mode(*, course: Course, mode: EnrolmentMode) -> Course:
    """Say how people come onto the course from now on; who is enrolled stays."""
    course.enrolment_mode = mode
    course.save(update_fields=["enrolment_mode"])
    return course


def move_last_day(*, cohort: Cohort, ends_on: date) -> Cohort:
    """Give the cohort another last day. Raises `CohortEndsBeforeStart`."""
    if ends_on < cohort.starts_on:
        raise CohortEndsBeforeStart
    cohort.ends_on = ends_on
    cohort.save(update_fields=["ends_on"])
    return cohort
