"""What narrows the list of seminars, as it stands in the address."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from courses.enums import SeminarFormat, Topic
from courses.selectors.seminar_search import CRITERIA, FREE, counts_of, narrowed
from courses.selectors.seminars import SeminarCard

#: Criterion -> name of its field, where it differs: `language` in an address chooses the language of the site.
FIELDS = {"language": "available"}


class SeminarFilterForm(forms.Form):
    """Sent by GET. A value that nobody offers is told, and narrows nothing; what leads nowhere is not offered."""

    topic = forms.ChoiceField(label=_("Topic"), required=False, choices=Topic.choices)
    format = forms.ChoiceField(label=_("Format"), required=False, choices=SeminarFormat.choices)
    available = forms.ChoiceField(label=_("Language"), required=False, choices=settings.LANGUAGES)
    institution = forms.ChoiceField(label=_("Institution"), required=False)
    city = forms.ChoiceField(label=_("City"), required=False)
    seats = forms.ChoiceField(label=_("Seats"), required=False, choices=[(FREE, _("with free seats"))])

    def __init__(self, data: QueryDict, cards: Sequence[SeminarCard]) -> None:
        """Take the address as it is, and offer what the seminars are."""
        super().__init__(data)
        self.all = cards
        named = {str(card.seminar.institution_id): card.institution for card in cards if card.institution}
        self._field("institution").choices = sorted(named.items(), key=lambda choice: choice[1])
        self._field("city").choices = [(city, city) for city in sorted({card.city for card in cards if card.city})]
        self.is_valid()
        self.wanted = {name: self.cleaned_data.get(FIELDS.get(name, name), "") for name in CRITERIA}
        for name in CRITERIA:
            self._offer(name)

    def _field(self, criterion: str) -> Any:
        return self.fields[FIELDS.get(criterion, criterion)]

    def _offer(self, criterion: str) -> None:
        field, numbers = self._field(criterion), counts_of(self.all, self.wanted, criterion)
        field.choices = [("", _("any"))] + [
            (value, f"{label} ({numbers[value]})")
            for value, label in field.choices
            if numbers[value] or value == self.wanted[criterion]
        ]

    @property
    def found(self) -> list[SeminarCard]:
        """The seminars that are all of what is asked for."""
        return narrowed(self.all, self.wanted)

    @property
    def narrows(self) -> bool:
        """Whether anything is asked for, if only in vain."""
        return bool(self.errors) or any(self.wanted.values())

    @property
    def criteria(self) -> list[forms.BoundField]:
        """The fields between which there is something to choose."""
        return [self[name] for name, field in self.fields.items() if len(field.choices) > 1 or name in self.errors]  # type: ignore[attr-defined]
