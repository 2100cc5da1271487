"""The form of one question: where it stands, what every type asks for, and what its type asks for."""

import secrets
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from courses.forms.questions.categories import CategoryField
from courses.forms.questions.fields import PictureField, choosable_pictures, form_field, require
from courses.forms.questions.rows import rows_formset
from courses.forms.questions.tags import TagsField
from courses.models import Question, QuestionBank
from courses.questions import TYPES, BodyInvalid
from courses.questions.editing import EXPLANATION, STEM, Field, PictureOf, Rows
from courses.questions.rich import pictures_in
from courses.selectors.banks import manageable_banks
from courses.services.questions import newest_body, revise_question


class QuestionForm(WagtailAdminModelForm):
    """Reads the newest revision and writes a new one: attempts keep the revision they were asked."""

    key = forms.SlugField(
        label=_("Short name"),
        max_length=80,
        required=False,
        help_text=_("Latin letters, digits and hyphens. Empty: one is made."),
    )
    category = CategoryField(label=_("Category"), required=False)
    tags = TagsField(label=_("Tags"), required=False, help_text=_("Separated by commas."))
    is_draft = forms.BooleanField(
        label=_("Draft"), required=False, help_text=_("A draft is neither asked in quizzes nor drawn for them.")
    )

    class Meta:
        model = Question
        fields: ClassVar = ("key", "bank", "category", "tags", "is_draft")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Draw what the type asks for, and take the newest revision apart."""
        super().__init__(*args, **kwargs)
        self.type = TYPES[self.instance.type]
        self.previous = newest_body(self.instance) if self.instance.pk else {}
        self.shown = self.type.shown_of(self.previous)
        self.asked: list[Field] = [STEM, *(one for one in self.type.fields if isinstance(one, Field)), EXPLANATION]
        for asked in self.asked:
            self.fields[asked.name] = form_field(asked)
            self.initial[asked.name] = self.shown.get(asked.name)
        data = self.data if self.is_bound else None
        lists = [one for one in self.type.fields if isinstance(one, Rows)]
        self.lists = [rows_formset(rows, data=data, shown=self.shown) for rows in lists]
        self._offer_own()

    def _offer_own(self) -> None:
        """Offer own banks, categories and pictures; a question in the bank of another stays in it."""
        banks = manageable_banks(self.for_user)
        bank = self.instance.bank_id
        is_foreign = bank is not None and not banks.filter(pk=bank).exists()
        self.fields["bank"].queryset = QuestionBank.objects.filter(pk=bank) if is_foreign else banks
        self.fields["bank"].disabled = self.fields["category"].disabled = is_foreign
        self.fields["category"].offer(self.fields["bank"].queryset)
        self.fields["tags"].suggest(self.for_user)
        for field in self.fields.values():
            if isinstance(field, PictureField):
                field.offer_to(self.for_user, self.previous.get("image", {}).get("picture"))

    @property
    def own_fields(self) -> list[forms.BoundField]:
        """What the type asks for once, between question and explanation."""
        return [self[asked.name] for asked in self.asked if asked not in (STEM, EXPLANATION)]

    @property
    def media(self) -> forms.Media:
        """Bring what the rows need, too."""
        return sum((rows.empty_form.media for rows in self.lists), super().media)

    def clean_key(self) -> str:
        """Make a short name for whoever gives none."""
        return self.cleaned_data["key"] or self.instance.key or f"q-{secrets.token_hex(4)}"

    def clean(self) -> dict[str, Any]:
        """Put the body together, and let the type say whether it can be asked and marked."""
        cleaned: dict[str, Any] = super().clean()
        self._keep_pictures(cleaned)
        require(self, self.asked)
        _place(self, cleaned)
        if False in [rows.is_valid() for rows in self.lists]:
            raise ValidationError(_("Correct the rows that are marked below."))
        if not self.errors:
            self._assemble(cleaned)
        return cleaned

    def _keep_pictures(self, cleaned: dict[str, Any]) -> None:
        """Where no other picture is chosen the present one stays, also one that is no picture of the CMS."""
        for asked in self.asked:
            if isinstance(asked, PictureOf) and not cleaned.get(asked.name):
                present = self.shown.get(asked.name, {})
                cleaned[asked.name] = {name: value for name, value in present.items() if name != "alt"}

    def _assemble(self, cleaned: Mapping[str, Any]) -> None:
        lists = {rows.asked.name: rows.values() for rows in self.lists}
        given = {asked.name: cleaned.get(asked.name) for asked in self.asked} | lists
        kept = {name: value for name, value in self.shown.items() if name not in given}
        try:
            body = self.type.body_of(
                kept | {name: value for name, value in given.items() if value not in (None, "") and value is not False}
            )
            self.type.check_body(body)
        except BodyInvalid as fault:
            self._blame(fault)
            return
        self._check_pictures(body)
        self.body = self.previous if pruned(body) == pruned(self.previous) else body

    def _blame(self, fault: BodyInvalid) -> None:
        """Show a fault where it is."""
        found = next((rows for rows in self.lists if rows.asked.name == fault.rows), None)
        if found is None:
            self.add_error(fault.field if fault.field in self.fields else None, fault.message)
            return
        found.blame(fault)
        self.add_error(None, _("Correct the rows that are marked below."))

    def _check_pictures(self, body: Mapping[str, Any]) -> None:
        """Take pictures that the person may choose, and those that stood there before."""
        new = pictures_in(body) - pictures_in(self.previous)
        if new and choosable_pictures(self.for_user).filter(pk__in=new).count() != len(new):
            self.add_error(None, _("A picture does not exist any more. Choose another."))

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002 - Django's signature
        """Store the question, and a new revision when its words changed."""
        if self.instance.pk is None:
            self.instance.author = self.for_user
        question = super().save(commit)
        revise_question(question=question, body=self.body, by=self.for_user)
        return question


def _place(form: QuestionForm, cleaned: dict[str, Any]) -> None:
    """A category says its bank; one of another bank is refused."""
    category, bank = cleaned.get("category"), cleaned.get("bank")
    if category is None:
        return
    if bank is None and "bank" not in form.errors:
        cleaned["bank"] = form.instance.bank = category.bank
    elif bank is not None and category.bank_id != bank.pk:
        form.add_error("category", _("This category stands in another bank."))


def pruned(value: Any) -> Any:
    """Return a body without what is empty: two that differ in nothing else ask the same."""
    if isinstance(value, Mapping):
        inner = {name: pruned(one) for name, one in value.items()}
        return {name: one for name, one in inner.items() if one not in ({}, [], "", None) and one is not False}
    return [pruned(one) for one in value] if isinstance(value, list) else value
