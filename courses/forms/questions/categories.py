"""Categories of banks, offered with all that they stand in."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from courses.models import QuestionBank, QuestionCategory
from courses.selectors.banks import category_paths


class CategoryField(forms.ModelChoiceField):
    """Offers the categories of some banks as paths."""

    def __init__(self, **kwargs: Any) -> None:
        """Offer nothing before `offer`."""
        super().__init__(queryset=QuestionCategory.objects.none(), **kwargs)
        self.paths: dict[int, str] = {}

    def offer(self, banks: QuerySet[QuestionBank]) -> None:
        """Offer the categories of these banks, sorted by bank and path."""
        self.queryset = QuestionCategory.objects.filter(bank__in=banks.values("pk")).select_related("bank")
        self.paths = category_paths(self.queryset)

    def label_from_instance(self, category: Any) -> str:
        """Say bank and path."""
        return f"{category.bank}: {self.paths.get(category.pk, category.name)}"
