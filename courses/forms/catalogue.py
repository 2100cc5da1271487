"""What narrows the catalogue, as it stands in the address."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from courses.enums import CatalogueKind, CatalogueOrder, Length, Level, Topic
from courses.forms.lean_select import LeanSelect
from courses.selectors.folding import words_asked
from courses.selectors.search import Found, Wanted

#: Criterion -> name of its field. `language` in an address already chooses the language of the site.
FIELDS = {
    "words": "q",
    "kind": "kind",
    "topic": "topic",
    "level": "level",
    "language": "available",
    "length": "length",
}


@dataclass(frozen=True, kw_only=True)
class Chip:
    """Something that narrows, and the address without it; `count` is what there would be."""

    label: str
    url: str
    count: int


class CatalogueForm(forms.Form):
    """Sent by GET. A value that nobody offers is told, and narrows nothing."""

    q = forms.CharField(
        label=_("Search"), required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=CatalogueKind.choices, widget=LeanSelect)
    topic = forms.ChoiceField(label=_("Topic"), required=False, choices=Topic.choices, widget=LeanSelect)
    level = forms.ChoiceField(label=_("Level"), required=False, choices=Level.choices, widget=LeanSelect)
    available = forms.ChoiceField(label=_("Language"), required=False, choices=settings.LANGUAGES, widget=LeanSelect)
    length = forms.ChoiceField(label=_("Length"), required=False, choices=Length.choices, widget=LeanSelect)
    sort = forms.ChoiceField(label=_("Order"), required=False, choices=CatalogueOrder.choices, widget=LeanSelect)

    def __init__(self, data: QueryDict) -> None:
        """Take the address as it is: whatever else stands there is left alone."""
        super().__init__(data)
        self.address = data
        self.is_valid()

    @property
    def question(self) -> str:
        """What was typed."""
        question: str = self.cleaned_data.get("q", "")
        return question

    @property
    def criteria(self) -> list[forms.BoundField]:
        """Everything but the words."""
        return [self[name] for name in self.fields if name != "q"]

    @property
    def narrows(self) -> bool:
        """Whether anything but words is chosen, or was asked for in vain."""
        return bool(self.errors) or any(self.cleaned_data[name] for name in self.fields if name != "q")

    def wanted(self) -> Wanted:
        """Return what is asked of the catalogue."""
        chosen = {name: self.cleaned_data.get(field, "") for name, field in FIELDS.items() if name != "words"}
        order = self.cleaned_data.get("sort") or CatalogueOrder.NEWEST
        return Wanted(words=words_asked(self.question), order=order, **chosen)

    def offer(self, counts: Mapping[str, Mapping[str, int]]) -> None:
        """Say with each choice how many there are, and leave out those that lead nowhere, but for the chosen one."""
        for criterion, numbers in counts.items():
            field: Any = self.fields[FIELDS[criterion]]
            chosen = self.cleaned_data.get(FIELDS[criterion], "")
            field.choices = [("", _("any"))] + [
                (value, f"{label} ({numbers.get(value, 0)})")
                for value, label in field.choices
                if numbers.get(value) or value == chosen
            ]

    def chips(self, found: Found) -> list[Chip]:
        """Return what narrows now, each with the address that takes it away."""
        return [
            Chip(label=self._label(criterion), url=self._address_without(FIELDS[criterion]), count=count)
            for criterion, count in found.dropped.items()
        ]

    def _label(self, criterion: str) -> str:
        name = FIELDS[criterion]
        value = self.cleaned_data[name]
        if criterion == "words":
            return _("“%(words)s”") % {"words": value}
        labels = dict(self.base_fields[name].choices)  # type: ignore[attr-defined]
        return str(labels[value])

    def _address_without(self, name: str) -> str:
        address = self.address.copy()
        for gone in [key for key, value in address.items() if not value or key in {name, "page"}]:
            del address[gone]
        return f"?{address.urlencode()}"
