"""The CMS's form of a seminar: its facts and rules, and what its organiser asks at registration."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from academy.languages import LANGUAGES
from certification import api as certification
from courses.enums import AnswerKind
from courses.forms.texts import TextsMixin
from courses.models import Quiz
from courses.selectors.access import rows_of_courses

#: Names of the fields that hold the hours of one reminder each.
REMINDERS = ("reminder_1", "reminder_2", "reminder_3")
#: A month; whoever registers so early has a calendar.
LONGEST_REMINDER = 720
FEWEST_ANSWERS, MOST_ANSWERS, LONGEST_ANSWER = 2, 20, 200


def reminder_field(number: int) -> forms.IntegerField:
    """Return the field of one reminder."""
    bounds = [MinValueValidator(1), MaxValueValidator(LONGEST_REMINDER)]
    labels = (_("First reminder, hours before"), _("Second reminder"), _("Third reminder"))
    return forms.IntegerField(label=labels[number], required=False, validators=bounds)


class SeminarForm(WagtailAdminModelForm):
    """Offers quizzes that the person may manage and certificates of attendance; what was chosen before stays."""

    reminder_1, reminder_2, reminder_3 = (reminder_field(number) for number in range(3))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Narrow the choices, and take the reminders apart."""
        super().__init__(*args, **kwargs)
        own = rows_of_courses(Quiz, self.for_user).values("pk")
        quizzes = Quiz.objects.filter(Q(pk__in=own) | Q(pk=self.instance.quiz_id)).select_related("course")
        self.fields["quiz"].queryset = quizzes
        templates = self.fields["certificate_template"]
        attendance = Q(kind=certification.Kind.ATTENDANCE) | Q(pk=self.instance.certificate_template_id)
        templates.queryset = templates.queryset.filter(attendance)
        self.fields["co_organisers"].widget = forms.CheckboxSelectMultiple(choices=self.fields["co_organisers"].choices)
        self.initial |= dict(zip(REMINDERS, sorted(self.instance.reminder_hours, reverse=True), strict=False))

    def clean(self) -> dict[str, Any]:
        """Put the reminders together, the earliest first, each once."""
        cleaned: dict[str, Any] = super().clean()
        hours = {cleaned.get(name) for name in REMINDERS} - {None}
        self.instance.reminder_hours = sorted(hours, reverse=True)
        if cleaned.get("institution") in list(cleaned.get("co_organisers") or ()):
            self.add_error("co_organisers", _("The institution itself stands above. Choose others here."))
        return cleaned


class SeminarQuestionForm(TextsMixin, WagtailAdminModelForm):
    """A question of the organiser, once per language; answers to choose from stand one on each line, in one order."""

    texts = ("text",)
    text_az = forms.CharField(label=_("Question in Azerbaijani"), max_length=300)
    text_ru = forms.CharField(label=_("Question in Russian"), max_length=300, required=False)
    text_en = forms.CharField(label=_("Question in English"), max_length=300, required=False)
    options_az, options_ru, options_en = (
        forms.CharField(
            label=label,
            required=False,
            max_length=MOST_ANSWERS * (LONGEST_ANSWER + 2),
            widget=forms.Textarea(attrs={"rows": 4}),
        )
        for label in (_("Answers in Azerbaijani"), _("Answers in Russian"), _("Answers in English"))
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Write the answers one below the other."""
        super().__init__(*args, **kwargs)
        for code in LANGUAGES:
            lines = "\n".join(option.get(code, "") for option in self.instance.options)
            self.initial.setdefault(f"options_{code}", lines.rstrip("\n"))

    def clean(self) -> dict[str, Any]:
        """Put the answers together; only a choice has any."""
        cleaned = super().clean()
        is_choice = cleaned.get("kind") == AnswerKind.CHOICE
        lines = {code: _lines(cleaned.get(f"options_{code}") or "") for code in LANGUAGES if is_choice}
        if is_choice:
            self._check(lines)
        places = range(len(lines.get("az", ())))
        self.instance.options = [
            {code: found[place] for code, found in lines.items() if place < len(found)} for place in places
        ]
        return cleaned

    def _check(self, lines: dict[str, list[str]]) -> None:
        """Ask for answers in Azerbaijani, and for as many in each other language, or none."""
        number = len(lines["az"])
        if not FEWEST_ANSWERS <= number <= MOST_ANSWERS:
            self.add_error("options_az", _("Give two to twenty answers, one on each line."))
        if any(len(line) > LONGEST_ANSWER for found in lines.values() for line in found):
            self.add_error("options_az", _("An answer has at most 200 characters."))
        for code in LANGUAGES:
            if lines[code] and len(lines[code]) != number:
                self.add_error(f"options_{code}", ValidationError(_("Give as many answers as in Azerbaijani.")))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
