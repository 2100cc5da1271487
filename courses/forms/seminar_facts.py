"""The CMS's form of a seminar: its facts and rules, and what its organiser asks at registration."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from certification import api as certification
from courses.enums import AnswerKind
from courses.forms.options import OPTION_FIELDS, OptionsMixin
from courses.forms.texts import TextsMixin
from courses.models import Evaluation, Quiz
from courses.selectors.access import rows_of_courses
from courses.selectors.evaluations import manageable_evaluations

#: Names of the fields that hold the hours of one reminder each.
REMINDERS = ("reminder_1", "reminder_2", "reminder_3")
#: A month; whoever registers so early has a calendar.
LONGEST_REMINDER = 720


def reminder_field(number: int) -> forms.IntegerField:
    """Return the field of one reminder."""
    bounds = [MinValueValidator(1), MaxValueValidator(LONGEST_REMINDER)]
    labels = (_("First reminder, hours before"), _("Second reminder"), _("Third reminder"))
    return forms.IntegerField(label=labels[number], required=False, validators=bounds)


class SeminarForm(WagtailAdminModelForm):
    """Offers what the person may manage, and certificates of attendance; what was chosen before stays."""

    reminder_1, reminder_2, reminder_3 = (reminder_field(number) for number in range(3))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Narrow the choices, and take the reminders apart."""
        super().__init__(*args, **kwargs)
        own = rows_of_courses(Quiz, self.for_user).values("pk")
        quizzes = Quiz.objects.filter(Q(pk__in=own) | Q(pk=self.instance.quiz_id)).select_related("course")
        self.fields["quiz"].queryset = quizzes
        offered = manageable_evaluations(self.for_user).filter(is_in_use=True).values("pk")
        self.fields["evaluation"].queryset = Evaluation.objects.filter(
            Q(pk__in=offered) | Q(pk=self.instance.evaluation_id)
        )
        templates = self.fields["certificate_template"]
        published = Q(pk__in=certification.published_templates())
        attendance = Q(kind=certification.Kind.ATTENDANCE) & published | Q(pk=self.instance.certificate_template_id)
        templates.queryset = templates.queryset.filter(attendance)
        self.fields["co_organisers"].widget = forms.CheckboxSelectMultiple(choices=self.fields["co_organisers"].choices)
        self.initial |= dict(zip(REMINDERS, sorted(self.instance.reminder_hours, reverse=True), strict=False))

    def clean(self) -> dict[str, Any]:
        """Put the reminders together, the earliest first, each once."""
        cleaned: dict[str, Any] = super().clean()
        hours = {cleaned.get(name) for name in REMINDERS} - {None}
        self.instance.reminder_hours = sorted(hours, reverse=True)
        self._check_evaluation(cleaned)
        if cleaned.get("institution") in list(cleaned.get("co_organisers") or ()):
            self.add_error("co_organisers", _("The institution itself stands above. Choose others here."))
        return cleaned

    def _check_evaluation(self, cleaned: Mapping[str, Any]) -> None:
        """Ask for a form where the certificate waits for one, and keep the form that was answered."""
        if "evaluation" not in self.errors and cleaned.get("evaluation_required") and not cleaned.get("evaluation"):
            self.add_error("evaluation_required", _("Choose an evaluation form, or do not wait for it."))
        if "evaluation" in self.changed_data and self.instance.evaluation_answers.exists():
            self.add_error("evaluation", _("This form was filled in for the seminar already, so it stays."))


class SeminarQuestionForm(OptionsMixin, TextsMixin, WagtailAdminModelForm):
    """A question of the organiser, once per language."""

    texts = ("text",)
    text_az = forms.CharField(label=_("Question in Azerbaijani"), max_length=300)
    text_ru = forms.CharField(label=_("Question in Russian"), max_length=300, required=False)
    text_en = forms.CharField(label=_("Question in English"), max_length=300, required=False)
    options_az, options_ru, options_en = OPTION_FIELDS

    def has_options(self, cleaned: Mapping[str, Any]) -> bool:
        """Say that only a choice has any."""
        return cleaned.get("kind") == AnswerKind.CHOICE
