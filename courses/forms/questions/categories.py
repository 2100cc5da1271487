"""Categories of banks, offered with all that they stand in."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from academy.accounts.models import User
from courses.models import QuestionBank, QuestionCategory
from courses.selectors.banks import as_tag, category_paths, manageable_banks


class CategoryChoiceField(forms.ModelChoiceField):
    """Offers categories by bank and path."""

    @cached_property
    def paths(self) -> dict[int, str]:
        """The path of each category that is offered."""
        return category_paths(self.queryset or ())

    def label_from_instance(self, category: Any) -> str:
        """Say bank and path."""
        return f"{category.bank}: {self.paths.get(category.pk, category.name)}"


class CategoryField(CategoryChoiceField):
    """Offers the categories of some banks."""

    def __init__(self, **kwargs: Any) -> None:
        """Offer nothing before `offer`."""
        super().__init__(queryset=QuestionCategory.objects.none(), **kwargs)

    def offer(self, banks: QuerySet[QuestionBank]) -> None:
        """Offer the categories of these banks."""
        self.queryset = QuestionCategory.objects.filter(bank__in=banks.values("pk")).select_related("bank")


class CategoryForm(forms.Form):
    """Name and place of a category of one bank."""

    name = forms.CharField(label=_("Name"), max_length=200)
    parent = CategoryField(label=_("Stands in"), required=False)

    def __init__(self, *args: Any, bank: QuestionBank, **kwargs: Any) -> None:
        """Offer the places of the bank."""
        super().__init__(*args, **kwargs)
        self.fields["parent"].offer(QuestionBank.objects.filter(pk=bank.pk))  # type: ignore[attr-defined]


class PlaceForm(forms.Form):
    """Asks where several questions go."""

    bank = forms.ModelChoiceField(label=_("Question bank"), queryset=QuestionBank.objects.none())
    category = CategoryField(label=_("Category"), required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        """Offer own banks."""
        super().__init__(*args, **kwargs)
        self.fields["bank"].queryset = manageable_banks(user)  # type: ignore[attr-defined]
        self.fields["category"].offer(manageable_banks(user))  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse a category of another bank."""
        cleaned: dict[str, Any] = super().clean() or {}
        category, bank = cleaned.get("category"), cleaned.get("bank")
        if category and bank and category.bank_id != bank.pk:
            self.add_error("category", _("This category stands in another bank."))
        return cleaned


class TagForm(forms.Form):
    """Asks for one tag."""

    tag = forms.CharField(label=_("Tag"), max_length=100)

    def clean_tag(self) -> str:
        """Refuse several: a comma ends a tag."""
        tag: str = self.cleaned_data["tag"]
        if "," in tag or not as_tag(tag):
            raise forms.ValidationError(_("Write one tag, without a comma."))
        return tag
