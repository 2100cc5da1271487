"""The CMS's form of a course: its facts and rules, its modules, the order of its lessons, what it asks for before."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.forms import WagtailAdminModelForm

from courses.forms.certifying import CertifyingMixin
from courses.forms.rows import CourseChoiceField, with_titles
from courses.forms.texts import TextsMixin
from courses.models import Course, LessonPage
from courses.selectors.access import manageable_courses
from courses.selectors.prerequisites import would_make_circle
from courses.selectors.translations import best_pages


class ModuleForm(TextsMixin, WagtailAdminModelForm):
    """The title of a module, once per language."""

    title_az = forms.CharField(label=_("Title in Azerbaijani"), max_length=200)
    title_ru = forms.CharField(label=_("Title in Russian"), max_length=200, required=False)
    title_en = forms.CharField(label=_("Title in English"), max_length=200, required=False)


class LessonForm(WagtailAdminModelForm):
    """The rules of a lesson. `page` is what its panel names, None for a lesson without any."""

    page: LessonPage | None = None

    def clean(self) -> dict[str, Any]:
        """Ask for one way of opening the lesson, not two."""
        cleaned: dict[str, Any] = super().clean()
        if cleaned.get("release_on") and cleaned.get("release_after_days"):
            self.add_error("release_after_days", _("Give a date or a number of days, not both."))
        return cleaned


class LessonFormSet(BaseChildFormSet):
    """The lessons of a course as they are: pages make them and take them away."""

    @cached_property
    def pages(self) -> dict[int, LessonPage]:
        """Pages of the lessons, in the reader's language where there is one."""
        pages = LessonPage.objects.filter(lesson__course=self.instance).select_related("locale").defer_streamfields()
        return best_pages(pages, row="lesson", language=get_language() or "")

    def total_form_count(self) -> int:
        """Take no lesson that does not exist."""
        return self.initial_form_count()

    def _should_delete_form(self, _form: forms.ModelForm) -> bool:
        return False

    def add_fields(self, form: Any, index: int | None) -> None:
        """Offer the modules of this course alone, and tell the form which lesson it is about."""
        super().add_fields(form, index)
        form.page = self.pages.get(form.instance.pk)
        form.fields["module"].queryset = form.fields["module"].queryset.filter(course=self.instance)


class PrerequisiteForm(WagtailAdminModelForm):
    """A course asked for before this one: any that is published, and own ones."""

    required_course = CourseChoiceField(label=_("Course asked for"), queryset=Course.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Narrow the choice."""
        super().__init__(*args, **kwargs)
        self.course: Course | None = None
        known = Q(pages__live=True) | Q(pk__in=manageable_courses(self.for_user))
        self.fields["required_course"].queryset = with_titles(Course.objects.filter(known).distinct())

    def clean_required_course(self) -> Course:
        """Refuse a circle: nobody could ever begin."""
        required: Course = self.cleaned_data["required_course"]
        if self.course and would_make_circle(self.course, required):
            raise ValidationError(
                _("That course asks for this one, itself or through others, so nobody could begin either.")
            )
        return required


class PrerequisiteFormSet(BaseChildFormSet):
    """What a course asks for."""

    def add_fields(self, form: Any, index: int | None) -> None:
        """Tell the form whose prerequisite it is."""
        super().add_fields(form, index)
        form.course = self.instance


class CourseForm(CertifyingMixin, WagtailAdminModelForm):
    """Everything about a course that exists once for all its languages."""

    def is_valid(self) -> bool:
        """Take the lessons out of modules that are deleted with the same form."""
        valid: bool = super().is_valid()
        if valid and {"modules", "lessons"} <= set(self.formsets):
            gone = {form.instance.pk for form in self.formsets["modules"].deleted_forms}
            for form in self.formsets["lessons"].forms:
                if form.instance.module_id in gone:
                    form.instance.module = None
        return valid
