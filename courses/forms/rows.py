"""Forms of rows that belong to a course: they offer what the person may manage."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Prefetch, QuerySet
from django.utils.translation import get_language
from wagtail.admin.forms import WagtailAdminModelForm

from courses.models import Course, CoursePage
from courses.selectors.access import manageable_cohorts, manageable_courses
from courses.selectors.translations import best_pages


def with_titles(courses: QuerySet[Course], *, published: bool = False) -> QuerySet[Course]:
    """Load what `CourseChoiceField` shows: titles of all pages, or of published ones. One query more."""
    pages = CoursePage.objects.live() if published else CoursePage.objects.all()
    lean = pages.select_related("locale").only("course", "title", "locale__language_code")
    return courses.prefetch_related(Prefetch("pages", lean, to_attr="named_pages"))


class RowField(forms.ChoiceField):
    """Offers rows that are at hand, by id; a field of Django's own would read them again."""

    rows: Mapping[str, Any]
    labels: list[tuple[str, str]]

    def offer(self, labels: Mapping[Any, str], *, empty: Any) -> None:
        """Offer these rows under these labels, and nothing under `empty`."""
        self.rows = {str(row.pk): row for row in labels}
        self.labels = [*zip(self.rows, labels.values(), strict=True)]
        self.choices = [("", empty), *self.labels]

    def clean(self, value: Any) -> Any:
        """Return the row, or None where none was chosen."""
        return self.rows.get(super().clean(value))


class RowFilter(forms.Form):
    """What narrows a list; sent by GET, so that a view can be kept and sent."""

    @property
    def told(self) -> tuple[object, ...] | None:
        """What decides, beside the language, how the fields are shown; None where somebody looks for something."""
        if any(name in self.data for name in self.fields):
            return None
        return type(self).__name__, *(field.labels for field in self.fields.values() if isinstance(field, RowField))


class CourseChoiceField(forms.ModelChoiceField):
    """Offers courses (`with_titles`) by code and title, in the reader's language where there is one."""

    def label_from_instance(self, course: Any) -> str:
        """Say code and title; a course whose pages are gone has a code alone."""
        page = best_pages(course.named_pages, row="course", language=get_language() or "").get(course.pk)
        return f"{course.code} – {page.title}" if page else course.code


class CourseRowForm(WagtailAdminModelForm):
    """A row of a course. The course of a row that exists stays."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Narrow the choices."""
        super().__init__(*args, **kwargs)
        courses = manageable_courses(self.for_user)
        if "course" in self.fields:
            self.fields["course"].queryset = courses
            self.fields["course"].disabled = self.instance.pk is not None
        if "cohort" in self.fields:
            cohorts = manageable_cohorts(self.for_user).select_related("course")
            own = cohorts.filter(course=self.instance.course_id) if self.instance.pk else cohorts
            self.fields["cohort"].queryset = own
