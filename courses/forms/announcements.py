"""The CMS's form of an announcement: to whom, and the words in each language."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from academy.languages import LANGUAGES
from courses.selectors.announcements import announceable_cohorts, announceable_courses, may_write_to_all

SUBJECTS = {"az": _("Subject in Azerbaijani"), "ru": _("Subject in Russian"), "en": _("Subject in English")}
BODIES = {"az": _("Text in Azerbaijani"), "ru": _("Text in Russian"), "en": _("Text in English")}


def _subject(code: str) -> forms.CharField:
    return forms.CharField(
        label=SUBJECTS[code], max_length=200, required=False, widget=forms.TextInput(attrs={"lang": code})
    )


def _body(code: str) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 8, "lang": code})
    return forms.CharField(label=BODIES[code], max_length=20_000, required=False, widget=widget)


class AnnouncementForm(WagtailAdminModelForm):
    """Offers the courses and cohorts to which the person may write; a language is left out or has both texts."""

    subject_az, subject_ru, subject_en = (_subject(code) for code in LANGUAGES)
    body_az, body_ru, body_en = (_body(code) for code in LANGUAGES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take the stored texts apart."""
        super().__init__(*args, **kwargs)
        for name in ("subject", "body"):
            for code in LANGUAGES:
                self.initial.setdefault(f"{name}_{code}", getattr(self.instance, name).get(code, ""))
        self.fields["course"].queryset = announceable_courses(self.for_user)
        self.fields["cohort"].queryset = announceable_cohorts(self.for_user)

    def clean(self) -> dict[str, Any]:
        """Refuse half a language, no language, and addressees that are not the person's; put the texts together."""
        cleaned: dict[str, Any] = super().clean()
        self._check_addressees(cleaned)
        texts = {name: self._texts(cleaned, name) for name in ("subject", "body")}
        for code in LANGUAGES:
            if (code in texts["subject"]) != (code in texts["body"]):
                missing = "body" if code in texts["subject"] else "subject"
                self.add_error(f"{missing}_{code}", _("A language has a subject and a text, or neither."))
        if not texts["subject"] and not texts["body"]:
            self.add_error("subject_az", _("Write the announcement in at least one language."))
        self.instance.subject, self.instance.body = texts["subject"], texts["body"]
        return cleaned

    def _check_addressees(self, cleaned: dict[str, Any]) -> None:
        course, cohort = cleaned.get("course"), cleaned.get("cohort")
        if course and cohort and cohort.course_id != course.pk:
            self.add_error("cohort", _("This cohort belongs to another course."))
        if course and not cohort and not may_write_to_all(self.for_user, course):
            self.add_error("cohort", _("Choose the cohort that you teach."))

    @staticmethod
    def _texts(cleaned: dict[str, Any], name: str) -> dict[str, str]:
        texts = {code: cleaned.get(f"{name}_{code}") for code in LANGUAGES}
        return {code: text for code, text in texts.items() if text}
