"""Filters of listings: they offer what the person may manage."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, ModelChoiceFilter
from wagtail.admin.filters import WagtailFilterSet

from courses.enums import EnrolmentState
from courses.models import Cohort, Course, Enrolment
from courses.selectors.access import admissible_courses, manageable_cohorts
from courses.selectors.enrolments import IN_STATE


def _courses(request: Any) -> QuerySet[Course]:
    return admissible_courses(request.user)


def _cohorts(request: Any) -> QuerySet[Cohort]:
    return manageable_cohorts(request.user).select_related("course")


class CourseRowFilterSet(WagtailFilterSet):
    """Rows by their course; a subclass's Meta adds fields."""

    course = ModelChoiceFilter(label=_("Course"), queryset=_courses)


class CohortFilterSet(CourseRowFilterSet):
    """Cohorts by course."""

    class Meta:
        model = Cohort
        fields = ("course",)


class EnrolmentFilterSet(CourseRowFilterSet):
    """Enrolments by course, cohort and state."""

    cohort = ModelChoiceFilter(label=_("Cohort"), queryset=_cohorts)
    state = ChoiceFilter(label=_("State"), choices=EnrolmentState.choices, method="in_state")

    class Meta:
        model = Enrolment
        fields = ("course", "cohort", "state")

    def in_state(self, enrolments: QuerySet[Enrolment], _name: str, state: str) -> QuerySet[Enrolment]:
        """Keep those in the state."""
        return enrolments.filter(IN_STATE[EnrolmentState(state)])
