"""The CMS's forms that bring people to a course: an invitation, a list, an answer to a request."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from academy.accounts.models import User
from academy.lists.cells import MAX_BYTES
from academy.text_area import TextArea
from courses.forms.rows import CourseChoiceField, with_titles
from courses.models import Cohort, Course
from courses.selectors.access import admissible_courses, manageable_cohorts, manageable_courses


class CohortChoiceField(forms.ModelChoiceField):
    """Offers cohorts with course and dates."""

    def label_from_instance(self, cohort: Any) -> str:
        """Say code, name and last day."""
        return f"{cohort.course.code} – {cohort.name} ({cohort.ends_on:%d.%m.%Y})"


class AdmissionForm(forms.Form):
    """To which course, and into which of its cohorts. Who teaches a cohort and not the course has to choose one."""

    course = CourseChoiceField(label=_("Course"), queryset=Course.objects.none())
    cohort = CohortChoiceField(
        label=_("Cohort"),
        queryset=Cohort.objects.none(),
        required=False,
        help_text=_("With it come its dates. Cohorts that are over are not offered."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        """Offer what the person may open to others."""
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["course"].queryset = with_titles(admissible_courses(user))  # type: ignore[attr-defined]
        cohorts = manageable_cohorts(user).filter(ends_on__gte=timezone.localdate()).select_related("course")
        self.fields["cohort"].queryset = cohorts  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Keep the cohort with its course, and whoever teaches a cohort with that cohort."""
        cleaned = super().clean() or {}
        course, cohort = cleaned.get("course"), cleaned.get("cohort")
        if course and cohort and cohort.course_id != course.pk:
            self.add_error("cohort", _("This cohort belongs to another course."))
        if course and "cohort" in cleaned and not cohort and not self._manages(course):
            self.add_error("cohort", _("Choose the cohort that you teach."))
        return cleaned

    def _manages(self, course: Course) -> bool:
        return manageable_courses(self.user).filter(pk=course.pk).exists()


class InvitationForm(AdmissionForm):
    """For whom the link is, and for how long."""

    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("The link is sent there and works for that address alone. Empty: whoever is given the link."),
    )
    language = forms.ChoiceField(
        label=_("Language of the letter"),
        choices=[("", _("that of the account, if there is one")), *settings.LANGUAGES],
        required=False,
    )
    uses_allowed = forms.IntegerField(
        label=_("For how many people"),
        min_value=1,
        max_value=100_000,
        required=False,
        help_text=_("Empty: no limit. A link for one address is for one person."),
    )
    last_day = forms.DateField(
        label=_("Last day of the link"),
        required=False,
        widget=AdminDateInput,
        help_text=_("Empty: until you end it."),
    )

    def clean_email(self) -> str:
        """Addresses are kept in small letters, as accounts have them."""
        email: str = self.cleaned_data["email"]
        return email.lower()

    def clean_last_day(self) -> Any:
        """Refuse a day that is over."""
        day = self.cleaned_data["last_day"]
        if day and day < timezone.localdate():
            raise ValidationError(_("This day is over. Choose a later one, or none."))
        return day


class PeopleListForm(AdmissionForm):
    """A file of people, and in which language those are written to who have no account."""

    language = forms.ChoiceField(
        label=_("Language of the letters"),
        choices=settings.LANGUAGES,
        help_text=_("For people without an account, who are invited by letter."),
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV (UTF-8) or XLSX with a column of e-mail addresses and perhaps names; at most 2 MB."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
    )

    def clean_file(self) -> Any:
        """Refuse a large file before it is read."""
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise ValidationError(_("The file is larger than 2 MB. Divide the list."))
        return file


class DecisionForm(forms.Form):
    """What the author of a request reads besides the decision."""

    reason = forms.CharField(
        label=_("Reason or greeting"),
        max_length=500,
        required=False,
        widget=TextArea(attrs={"rows": 3}),
        help_text=_("The learner reads it, in the letter and on the course page."),
    )
