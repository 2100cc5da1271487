"""The CMS's form of an evaluation form: its title, and its questions side by side in three languages."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.forms import WagtailAdminModelForm

from academy.accounts.models import Institution
from courses.enums import CHOOSING
from courses.forms.options import OPTION_FIELDS, OptionsMixin
from courses.forms.texts import TextsMixin
from courses.models import EvaluationField
from courses.selectors.access import EVERY_COURSE
from courses.selectors.evaluations import has_answers

COPY_INSTEAD = _("Answers were given to this question. Correct its words, or copy the form and change the copy.")


class EvaluationForm(TextsMixin, WagtailAdminModelForm):
    """A form of evaluation. It can be given to an own institution alone."""

    title_az = forms.CharField(label=_("Title in Azerbaijani"), max_length=200)
    title_ru = forms.CharField(label=_("Title in Russian"), max_length=200, required=False)
    title_en = forms.CharField(label=_("Title in English"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Narrow the institutions; a new form is its maker's."""
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.instance.author = self.for_user
        if not self.for_user.has_perm(EVERY_COURSE):
            own = Institution.objects.filter(memberships__user=self.for_user).distinct()
            self.fields["institution"].queryset = own


class EvaluationFieldForm(OptionsMixin, TextsMixin, WagtailAdminModelForm):
    """A question of the form, once per language."""

    texts = ("label", "help_text")
    options_attribute = "choices"
    label_az = forms.CharField(label=_("Question in Azerbaijani"), max_length=300)
    label_ru = forms.CharField(label=_("Question in Russian"), max_length=300, required=False)
    label_en = forms.CharField(label=_("Question in English"), max_length=300, required=False)
    help_text_az = forms.CharField(label=_("Hint in Azerbaijani"), max_length=300, required=False)
    help_text_ru = forms.CharField(label=_("Hint in Russian"), max_length=300, required=False)
    help_text_en = forms.CharField(label=_("Hint in English"), max_length=300, required=False)
    options_az, options_ru, options_en = OPTION_FIELDS

    def has_options(self, cleaned: Mapping[str, Any]) -> bool:
        """Say that only a choice has any."""
        return cleaned.get("field_type") in CHOOSING


class EvaluationFieldFormSet(BaseChildFormSet):
    """All questions of a form. What answers stand under stays, because they would mean something else."""

    def clean(self) -> None:
        """Refuse to take away, and to ask otherwise, what was answered."""
        super().clean()
        if not has_answers(self.instance):
            return
        stored = EvaluationField.objects.filter(evaluation=self.instance.pk)
        answered = {pk: (kind, len(choices)) for pk, kind, choices in stored.values_list("pk", "field_type", "choices")}
        for form in self.initial_forms:
            asked = (form.instance.field_type, len(form.instance.choices))
            if form in self.deleted_forms:
                raise forms.ValidationError(COPY_INSTEAD)
            if form.is_valid() and answered.get(form.instance.pk) != asked:
                form.add_error("field_type", COPY_INSTEAD)
