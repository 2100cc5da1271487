"""How often people want to be written to."""

from typing import Any

from django import forms

from academy.accounts.models import User
from courses.enums import Frequency, Notice
from courses.selectors.notices import frequency_of


class LettersForm(forms.Form):
    """One choice for each kind of letters."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        """Show what holds now."""
        super().__init__(*args, **kwargs)
        for notice in Notice:
            self.fields[notice.value] = forms.ChoiceField(
                label=notice.label,
                choices=Frequency.choices,
                initial=frequency_of(user, notice),
                widget=forms.RadioSelect,
            )

    @property
    def choices(self) -> dict[Notice, Frequency]:
        """What the person chose."""
        return {notice: Frequency(self.cleaned_data[notice.value]) for notice in Notice}
