"""The CMS's form of an announcement: to whom, and the words in each language."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from academy.languages import LANGUAGES
from courses.forms.texts import TextsMixin
from courses.selectors.access import admissible_courses, manageable_cohorts
from courses.selectors.announcements import may_write_to_all

SUBJECTS = {"az": _("Subject in Azerbaijani"), "ru": _("Subject in Russian"), "en": _("Subject in English")}
BODIES = {"az": _("Text in Azerbaijani"), "ru": _("Text in Russian"), "en": _("Text in English")}


def _subject(code: str) -> forms.CharField:
    return forms.CharField(
        label=SUBJECTS[code], max_length=200, required=False, widget=forms.TextInput(attrs={"lang": code})
    )


def _body(code: str) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 8, "lang": code})
    return forms.CharField(label=BODIES[code], max_length=20_000, required=False, widget=widget)


class AnnouncementForm(TextsMixin, WagtailAdminModelForm):
    """Offers the courses and cohorts to which the person may write; a language is left out or has both texts."""

    texts = ("subject", "body")
    subject_az, subject_ru, subject_en = (_subject(code) for code in LANGUAGES)
    body_az, body_ru, body_en = (_body(code) for code in LANGUAGES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Narrow the choices."""
        super().__init__(*args, **kwargs)
        self.fields["course"].queryset = admissible_courses(self.for_user)
        self.fields["cohort"].queryset = manageable_cohorts(self.for_user).select_related("course")

    def clean(self) -> dict[str, Any]:
        """Refuse half a language, no language, and addressees that are not the person's."""
        cleaned: dict[str, Any] = super().clean()
        self._check_addressees(cleaned)
        subject, body = self.instance.subject, self.instance.body
        for code in LANGUAGES:
            if (code in subject) != (code in body):
                missing = "body" if code in subject else "subject"
                self.add_error(f"{missing}_{code}", _("A language has a subject and a text, or neither."))
        if not subject and not body:
            self.add_error("subject_az", _("Write the announcement in at least one language."))
        return cleaned

    def _check_addressees(self, cleaned: dict[str, Any]) -> None:
        course, cohort = cleaned.get("course"), cleaned.get("cohort")
        if course and cohort and cohort.course_id != course.pk:
            self.add_error("cohort", _("This cohort belongs to another course."))
        if course and not cohort and not may_write_to_all(self.for_user, course):
            self.add_error("cohort", _("Choose the cohort that you teach."))
