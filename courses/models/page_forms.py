"""The admin's forms of the pages: adding a page makes the row of facts together with it.

They stand beside the models because Wagtail wants them on the page class (`base_form_class`). They write only through
the page they save: the row first, then the page that points to it.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from academy.cms.models.page_form import OwnedPageForm
from courses.models.course import Course
from courses.models.lesson import Lesson, Module
from courses.models.programme import Programme
from courses.models.seminar import Seminar

#: Stands for the code in the addresses of a preview, as long as none is written.
PREVIEW_CODE = "preview"


def is_preview_of_new(page: Page) -> bool:
    """Tell the preview of a page that was never saved: only there Wagtail gives it a place in the tree beforehand."""
    return page.pk is None and bool(page.path)


class RowForm(OwnedPageForm):
    """A page that shares one row with its translations; `row_field` names the foreign key, `row_model` its target."""

    row_field: str
    row_model: type[Course] | type[Seminar] | type[Programme]

    code = forms.SlugField(
        label=_("Code"),
        max_length=40,
        help_text=_("Short and lasting, such as UDC-101. All languages of the page share it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Show the code of the row; once the row exists, the code is not changed here."""
        super().__init__(*args, **kwargs)
        if self._has_row():
            self.fields["code"].initial = getattr(self.instance, self.row_field).code
            self.fields["code"].disabled = True

    def _has_row(self) -> bool:
        return getattr(self.instance, f"{self.row_field}_id") is not None

    def clean_code(self) -> str:
        """Refuse a code that another row has, and a draft without one: the row is made with the draft."""
        code: str = self.cleaned_data["code"]
        if not code and not is_preview_of_new(self.instance):
            raise ValidationError(self.fields["code"].error_messages["required"], code="required")
        if not self._has_row() and self.row_model.objects.filter(code=code).exists():
            raise ValidationError(_("This code is taken. Choose another, or translate the page that has it."))
        return code

    @transaction.atomic
    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002 - Django's signature
        """Make the row when the page has none yet; a preview shows a row that is not stored."""
        if not self._has_row():
            row = self.row_model(code=self.cleaned_data["code"] or PREVIEW_CODE)
            if not is_preview_of_new(self.instance):
                row.save()
            setattr(self.instance, self.row_field, row)
        return super().save(commit)


class CoursePageForm(RowForm):
    """Makes the `Course`; its hours and rules are edited under “Courses”."""

    row_field = "course"
    row_model = Course


class SeminarPageForm(RowForm):
    """Makes the `Seminar`."""

    row_field = "seminar"
    row_model = Seminar


class ProgrammePageForm(RowForm):
    """Makes the `Programme`."""

    row_field = "programme"
    row_model = Programme


class LessonPageForm(OwnedPageForm):
    """Makes the `Lesson`, last in its course, and puts it into a module; later the form of the course does that."""

    module = forms.ModelChoiceField(label=_("Module"), queryset=Module.objects.none(), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the modules of the course."""
        super().__init__(*args, **kwargs)
        if "module" in self.fields:
            self.fields["module"].queryset = self._course().modules.all()
            if self.instance.lesson_id:
                self.fields["module"].initial = self.instance.lesson.module_id
                self.fields["module"].disabled = True

    def _course(self) -> Course:
        return self.instance.lesson.course if self.instance.lesson_id else self.parent_page.specific_deferred.course

    @transaction.atomic
    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002 - Django's signature
        """Make the row when the page has none yet; a preview does without."""
        if self.instance.lesson_id is None and not is_preview_of_new(self.instance):
            course = self.parent_page.specific.course
            last = course.lessons.aggregate(last=Max("position"))["last"] or 0
            module = self.cleaned_data.get("module")
            self.instance.lesson = Lesson.objects.create(course=course, module=module, position=last + 1)
        return super().save(commit)
