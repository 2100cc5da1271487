"""What can be done with several rows of the Academy menu at once."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from courses.enums import EnrolmentMode, ExtraTime
from courses.errors import CohortOfAnotherCourse, LearningOver
from courses.forms.enrolments import ExtraTimeForm, MoveForm
from courses.models import Cohort, Course, Enrolment
from courses.services.cohorts import put_into_cohort
from courses.services.courses import change_enrolment_mode, move_last_day
from courses.services.enrolment import withdraw
from courses.services.extra_time import grant_extra_time
from courses.viewsets.bulk import OwnRowsAction
from courses.viewsets.request import ApproveRequests, RefuseRequests


class EnrolmentModeForm(forms.Form):
    """Asks how people come onto several courses."""

    mode = forms.ChoiceField(label=_("Enrolment"), choices=EnrolmentMode.choices, widget=forms.RadioSelect)


class ChangeEnrolmentMode(OwnRowsAction):
    """Opens courses to everybody, or to those who are let in."""

    models = (Course,)
    display_name = _("Change who may enrol")
    action_type = "enrolment_mode"
    question = _("How do people come onto these courses from now on? Who is enrolled already stays.")
    form_class = EnrolmentModeForm

    def act(self, row: Course) -> None:
        """Change one course."""
        change_enrolment_mode(course=row, mode=EnrolmentMode(self.answers["mode"]))


class LastDayForm(forms.Form):
    """Asks for the last day of several cohorts."""

    ends_on = forms.DateField(label=_("Last day"), widget=AdminDateInput)


class MoveLastDay(OwnRowsAction):
    """Gives cohorts more time, or less."""

    models = (Cohort,)
    display_name = _("Change the last day")
    action_type = "last_day"
    question = _("Which last day shall these cohorts have?")
    form_class = LastDayForm

    def act(self, row: Cohort) -> None:
        """Change one cohort."""
        move_last_day(cohort=row, ends_on=self.answers["ends_on"])


class MoveToCohort(OwnRowsAction):
    """Puts learners into a cohort of their course."""

    models = (Enrolment,)
    display_name = _("Move to a cohort")
    action_type = "move_to_cohort"
    question = _("Into which cohort do these learners come? Their dates become those of the cohort.")
    form_class = MoveForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """Let the form offer the cohorts of these courses."""
        return super().get_form_kwargs() | {"rows": self.rows, "user": self.request.user}

    def act(self, row: Enrolment) -> None:
        """Move one learner; whoever has completed or left the course stays where she or he is."""
        cohort = self.answers["cohort"]
        if cohort.course_id != row.course_id:
            raise CohortOfAnotherCourse
        if row.completed_at or row.withdrawn_at:
            raise LearningOver
        put_into_cohort(enrolment=row, cohort=cohort)


class Withdraw(OwnRowsAction):
    """Ends enrolments; progress is kept."""

    models = (Enrolment,)
    display_name = _("Take off the course")
    action_type = "withdraw"
    classes = frozenset({"serious"})
    question = _("Do these learners leave their course? Their progress is kept, and they can come back.")

    def act(self, row: Enrolment) -> None:
        """End one enrolment."""
        withdraw(enrolment=row)


class GrantExtraTime(OwnRowsAction):
    """Lets learners take longer over tests."""

    models = (Enrolment,)
    display_name = _("Give extra time")
    action_type = "extra_time"
    question = _("How much longer may these learners take over quizzes? No reason is asked for or kept.")
    form_class = ExtraTimeForm
    is_logged = False

    def act(self, row: Enrolment) -> None:
        """Give it to one learner; the service writes the history."""
        grant_extra_time(enrolment=row, extra_time=ExtraTime(self.answers["extra_time"]), by=self.request.user)


ACTIONS = (
    ChangeEnrolmentMode,
    MoveLastDay,
    MoveToCohort,
    GrantExtraTime,
    Withdraw,
    ApproveRequests,
    RefuseRequests,
)
