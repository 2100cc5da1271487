"""An evaluation as participants fill it in, built by Wagtail's form builder in the reader's language."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.forms.forms import FormBuilder

from academy.languages import text_in
from academy.text_area import TextArea
from courses.models import Evaluation, EvaluationField

LONGEST_LINE, LONGEST_TEXT = 200, 2000
#: The marks of a scale, which are their own labels but for the ends.
SCALE = (
    ("1", _("1 (the lowest mark)")),
    ("2", "2"),
    ("3", "3"),
    ("4", "4"),
    ("5", _("5 (the highest mark)")),
)


class EvaluationFormBuilder(FormBuilder):
    """Asks each question in one language, and keeps answers by what is the same in all of them."""

    def __init__(self, evaluation: Evaluation, language: str) -> None:
        """Take the fields in their order."""
        super().__init__(evaluation.fields.all())
        self.language = language

    def get_field_options(self, field: EvaluationField) -> dict[str, Any]:
        """Say label and hint in the language."""
        return {
            "label": text_in(field.label, self.language),
            "help_text": text_in(field.help_text, self.language),
            "required": field.required,
        }

    def get_formatted_field_choices(self, field: EvaluationField) -> list[tuple[str, str]]:
        """Offer the choices by their places."""
        return [(str(place), text_in(one, self.language)) for place, one in enumerate(field.choices, start=1)]

    def create_scale_field(self, field: EvaluationField, options: dict[str, Any]) -> forms.Field:
        """Offer the marks from 1 to 5."""
        return forms.ChoiceField(choices=[*_unanswered(field), *SCALE], widget=forms.RadioSelect, **options)

    def create_radio_field(self, field: EvaluationField, options: dict[str, Any]) -> forms.Field:
        """Let an answer be taken back where none is asked for."""
        choices = [*_unanswered(field), *self.get_formatted_field_choices(field)]
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **options)

    def create_dropdown_field(self, field: EvaluationField, options: dict[str, Any]) -> forms.Field:
        """Choose nothing for the person beforehand."""
        return forms.ChoiceField(choices=[("", "–"), *self.get_formatted_field_choices(field)], **options)

    def create_checkboxes_field(self, field: EvaluationField, options: dict[str, Any]) -> forms.Field:
        """Tick nothing beforehand."""
        choices = self.get_formatted_field_choices(field)
        return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **options)

    def create_singleline_field(self, field: EvaluationField, options: dict[str, Any]) -> forms.Field:  # noqa: ARG002 - the signature is Wagtail's
        """Take a line."""
        return forms.CharField(max_length=LONGEST_LINE, **options)

    def create_multiline_field(self, field: EvaluationField, options: dict[str, Any]) -> forms.Field:  # noqa: ARG002 - the signature is Wagtail's
        """Take a few paragraphs."""
        return forms.CharField(max_length=LONGEST_TEXT, widget=TextArea(attrs={"rows": 5}), **options)


def _unanswered(field: EvaluationField) -> list[tuple[str, Any]]:
    return [] if field.required else [("", _("No answer"))]


def answer_form(
    evaluation: Evaluation, language: str, data: Mapping[str, Any] | None = None, prefix: str | None = None
) -> forms.Form:
    """Return the form in a language."""
    form_class = EvaluationFormBuilder(evaluation, language).get_form_class()
    form: forms.Form = form_class(data, prefix=prefix)
    return form


def answers_in(form: forms.Form) -> dict[str, Any]:
    """Return what was answered; what was left out is not in it."""
    return {name: value for name, value in form.cleaned_data.items() if value}
