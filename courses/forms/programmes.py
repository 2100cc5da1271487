"""The CMS's form of a programme: facts, and groups of courses and seminars."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from courses.forms.certifying import CertifyingMixin
from courses.forms.rows import CourseChoiceField, with_titles
from courses.forms.texts import TextsMixin
from courses.models import Course, Seminar
from courses.selectors.access import manageable_courses, manageable_seminars


class ProgrammeForm(CertifyingMixin, WagtailAdminModelForm):
    """The facts of a programme."""


class GroupForm(TextsMixin, WagtailAdminModelForm):
    """Title and rule of a group; a group without a title stands without a heading."""

    title_az = forms.CharField(label=_("Title in Azerbaijani"), max_length=200, required=False)
    title_ru = forms.CharField(label=_("Title in Russian"), max_length=200, required=False)
    title_en = forms.CharField(label=_("Title in English"), max_length=200, required=False)


class ItemForm(WagtailAdminModelForm):
    """A course or a seminar: any that is published, and own ones."""

    course = CourseChoiceField(label=_("Course"), queryset=Course.objects.none(), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Narrow the choices."""
        super().__init__(*args, **kwargs)
        courses = Q(pages__live=True) | Q(pk__in=manageable_courses(self.for_user))
        seminars = Q(pages__live=True) | Q(pk__in=manageable_seminars(self.for_user))
        self.fields["course"].queryset = with_titles(Course.objects.filter(courses).distinct())
        self.fields["seminar"].queryset = Seminar.objects.filter(seminars).distinct()

    def clean(self) -> dict[str, Any]:
        """Ask for exactly one of the two."""
        cleaned: dict[str, Any] = super().clean()
        if bool(cleaned.get("course")) == bool(cleaned.get("seminar")):
            raise ValidationError(_("Choose a course or a seminar, one of the two."))
        return cleaned
