"""Forms of rows that belong to a course: they offer what the person may manage."""

from typing import Any

from django import forms
from django.db.models import Prefetch, QuerySet
from django.utils.translation import get_language
from wagtail.admin.forms import WagtailAdminModelForm

from courses.models import Course, CoursePage
from courses.selectors.access import manageable_cohorts, manageable_courses
from courses.selectors.translations import best_pages


def with_titles(courses: QuerySet[Course]) -> QuerySet[Course]:
    """Load what `CourseChoiceField` shows. One query more."""
    pages = CoursePage.objects.select_related("locale").defer_streamfields()
    return courses.prefetch_related(Prefetch("pages", pages, to_attr="named_pages"))


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
