"""The CMS's forms of a quiz: rules and words, one line for each question, and one for each draw."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.forms import WagtailAdminModelForm

from academy.text_area import TextArea
from courses.forms.texts import TextsMixin
from courses.models import Course, QuestionBank, QuestionCategory
from courses.selectors.access import manageable_courses, manageable_questions
from courses.selectors.banks import category_paths, readable_banks
from courses.selectors.draws import pools_of, shortages


class QuizQuestionForm(WagtailAdminModelForm):
    """One line of a quiz; it offers the questions that the person may manage."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Narrow the choice."""
        super().__init__(*args, **kwargs)
        self.fields["question"].queryset = manageable_questions(self.for_user)


class CategoryChoiceField(forms.ModelChoiceField):
    """Names a category with its bank and the categories in which it stands."""

    paths: dict[int, str]

    def label_from_instance(self, obj: QuestionCategory) -> str:
        """Put the larger before the smaller."""
        return f"{obj.bank}: {self.paths[obj.pk]}"


class QuizDrawForm(WagtailAdminModelForm):
    """One draw of a quiz; it offers banks that the person may draw from, and keeps the one that it draws from already.

    So a bank that is no longer public goes on serving the quizzes that were made with it.
    """

    category = CategoryChoiceField(QuestionCategory.objects.none(), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Narrow the choice."""
        super().__init__(*args, **kwargs)
        known = readable_banks(self.for_user)
        banks = known | QuestionBank.objects.filter(pk=self.instance.bank_id)
        categories = QuestionCategory.objects.filter(bank__in=banks.values("pk"))
        self.fields["bank"].queryset = banks.distinct()
        self.fields["category"].queryset = categories.select_related("bank")
        self.fields["category"].paths = category_paths(categories)
        self.fields["category"].label = self._meta.model._meta.get_field("category").verbose_name  # noqa: SLF001 - Django's public API
        self.fields["category"].help_text = self._meta.model._meta.get_field("category").help_text  # noqa: SLF001

    def clean(self) -> dict[str, Any]:
        """Refuse a category of another bank."""
        cleaned: dict[str, Any] = super().clean()
        bank, category = cleaned.get("bank"), cleaned.get("category")
        if bank and category and category.bank_id != bank.pk:
            self.add_error("category", _("This category belongs to another bank. Choose one of this bank, or none."))
        return cleaned


class QuizForm(TextsMixin, WagtailAdminModelForm):
    """Offers the courses that the person may manage; asks for title and introduction once per language."""

    texts = ("title", "introduction")
    title_az = forms.CharField(label=_("Title in Azerbaijani"), max_length=200)
    title_ru = forms.CharField(label=_("Title in Russian"), max_length=200, required=False)
    title_en = forms.CharField(label=_("Title in English"), max_length=200, required=False)
    introduction_az = forms.CharField(label=_("Introduction in Azerbaijani"), widget=TextArea, required=False)
    introduction_ru = forms.CharField(label=_("Introduction in Russian"), widget=TextArea, required=False)
    introduction_en = forms.CharField(label=_("Introduction in English"), widget=TextArea, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Keep the course of a quiz that exists."""
        super().__init__(*args, **kwargs)
        if "course" in self.fields:
            self.fields["course"].queryset = self._courses()
            self.fields["course"].disabled = self.instance.pk is not None

    def clean(self) -> dict[str, Any]:
        """Refuse a quiz that would close before it opens."""
        cleaned: dict[str, Any] = super().clean()
        opens_at, closes_at = cleaned.get("opens_at"), cleaned.get("closes_at")
        if opens_at and closes_at and closes_at <= opens_at:
            self.add_error("closes_at", _("The quiz would close before it opens. Choose a later time."))
        return cleaned

    def is_valid(self) -> bool:
        """Ask of the lines together whether each draw finds its questions."""
        return super().is_valid() and self._draws_find_enough()

    def _draws_find_enough(self) -> bool:
        if "draws" not in self.formsets:
            return True
        fixed = {form.instance.question_id for form in self._lines("places")}
        lines = self._lines("draws")
        draws = [form.instance for form in lines]
        lacking = shortages([pool - fixed for pool in pools_of(draws)], [draw.count for draw in draws])
        for place, found in lacking.items():
            lines[place].add_error("count", _few_words(found))
        return not lacking

    def _lines(self, name: str) -> list[Any]:
        """Return the forms of the lines that stay."""
        formset = self.formsets[name]
        return [
            form
            for form in formset.forms
            if form.has_changed() or form.instance.pk
            if form not in formset.deleted_forms
        ]

    def _courses(self) -> Any:
        if self.instance.pk:
            return Course.objects.filter(pk=self.instance.course_id)
        return manageable_courses(self.for_user).filter(quiz=None)


def _few_words(found: int) -> str:
    """Say how many questions a draw would find; those that other lines ask are not asked twice."""
    return ngettext(
        "Only %(count)d question is left for this draw, because none is asked twice. Draw fewer, or add questions.",
        "Only %(count)d questions are left for this draw, because none is asked twice. Draw fewer, or add questions.",
        found,
    ) % {"count": found}
