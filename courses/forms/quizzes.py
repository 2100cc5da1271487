"""The CMS's forms of a quiz: rules and words, and one line for each question."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from courses.forms.texts import TextsMixin
from courses.models import Course
from courses.selectors.access import manageable_courses, manageable_questions


class QuizQuestionForm(WagtailAdminModelForm):
    """One line of a quiz; it offers the questions that the person may manage."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Narrow the choice."""
        super().__init__(*args, **kwargs)
        self.fields["question"].queryset = manageable_questions(self.for_user)


class QuizForm(TextsMixin, WagtailAdminModelForm):
    """Offers the courses that the person may manage; asks for title and introduction once per language."""

    texts = ("title", "introduction")
    title_az = forms.CharField(label=_("Title in Azerbaijani"), max_length=200)
    title_ru = forms.CharField(label=_("Title in Russian"), max_length=200, required=False)
    title_en = forms.CharField(label=_("Title in English"), max_length=200, required=False)
    introduction_az = forms.CharField(label=_("Introduction in Azerbaijani"), widget=forms.Textarea, required=False)
    introduction_ru = forms.CharField(label=_("Introduction in Russian"), widget=forms.Textarea, required=False)
    introduction_en = forms.CharField(label=_("Introduction in English"), widget=forms.Textarea, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Keep the course of a quiz that exists."""
        super().__init__(*args, **kwargs)
        if "course" in self.fields:
            self.fields["course"].queryset = self._courses()
            self.fields["course"].disabled = self.instance.pk is not None

    def _courses(self) -> Any:
        if self.instance.pk:
            return Course.objects.filter(pk=self.instance.course_id)
        return manageable_courses(self.for_user).filter(quiz=None)
