"""The CMS's form of an announcement: to whom, and the words in each language."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from courses.forms.texts import LetterTextsMixin
from courses.selectors.access import admissible_courses, manageable_cohorts
from courses.selectors.announcements import may_write_to_all


class AnnouncementForm(LetterTextsMixin, WagtailAdminModelForm):
    """Offers the courses and cohorts to which the person may write; a language is left out or has both texts."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Narrow the choices."""
        super().__init__(*args, **kwargs)
        self.fields["course"].queryset = admissible_courses(self.for_user)  # type: ignore[attr-defined]
        self.fields["cohort"].queryset = manageable_cohorts(self.for_user).select_related("course")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse addressees that are not the person's."""
        cleaned: dict[str, Any] = super().clean()
        self._check_addressees(cleaned)
        return cleaned

    def _check_addressees(self, cleaned: dict[str, Any]) -> None:
        course, cohort = cleaned.get("course"), cleaned.get("cohort")
        if course and cohort and cohort.course_id != course.pk:
            self.add_error("cohort", _("This cohort belongs to another course."))
        if course and not cohort and not may_write_to_all(self.for_user, course):
            self.add_error("cohort", _("Choose the cohort that you teach."))
