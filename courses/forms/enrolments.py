"""The CMS's forms of enrolments: one, and several at once."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from academy.accounts.models import User
from courses.enums import ExtraTime
from courses.forms.rows import CourseRowForm
from courses.models import Cohort, Enrolment
from courses.selectors.access import manageable_cohorts
from courses.services.cohorts import put_into_cohort, take_out_of_cohort
from courses.services.extra_time import grant_extra_time


def not_over() -> Q:
    """Cohorts into which somebody can still come."""
    return Q(ends_on__gte=timezone.localdate())


class EnrolmentForm(CourseRowForm):
    """Cohort and extra time of one learner."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer cohorts that are not over, and the present one."""
        super().__init__(*args, **kwargs)
        cohorts = self.fields["cohort"].queryset
        self.fields["cohort"].queryset = cohorts.filter(not_over() | Q(pk=self.instance.cohort_id))

    @transaction.atomic
    def save(self, commit: bool = True) -> Enrolment:  # noqa: ARG002, FBT001, FBT002 - Django's signature
        """Let the services do it: they owe letters, move deadlines and write the history."""
        enrolment = Enrolment.objects.get(pk=self.instance.pk)
        if "cohort" in self.changed_data:
            if cohort := self.cleaned_data["cohort"]:
                put_into_cohort(enrolment=enrolment, cohort=cohort)
            else:
                take_out_of_cohort(enrolment=enrolment)
        if "extra_time" in self.changed_data:
            grant_extra_time(enrolment=enrolment, extra_time=self.cleaned_data["extra_time"], by=self.for_user)
        return self.instance


class MoveForm(forms.Form):
    """Asks for the cohort of several learners."""

    cohort = forms.ModelChoiceField(label=_("Cohort"), queryset=Cohort.objects.none())

    def __init__(self, *args: Any, rows: Sequence[Enrolment], user: User, **kwargs: Any) -> None:
        """Offer the cohorts of their courses."""
        super().__init__(*args, **kwargs)
        cohorts = manageable_cohorts(user).filter(not_over(), course__in={row.course_id for row in rows})
        self.fields["cohort"].queryset = cohorts.select_related("course")  # type: ignore[attr-defined]


class ExtraTimeForm(forms.Form):
    """Asks how much longer several learners may take over tests."""

    extra_time = forms.TypedChoiceField(label=_("Extra time in quizzes"), choices=ExtraTime.choices, coerce=int)
