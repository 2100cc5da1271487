"""How often people want to be written to."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from academy.accounts.models import User
from courses.enums import Frequency, Notice
from courses.selectors.notices import frequency_of

#: The words of the enums as labels, which begin with a large letter: Azerbaijani capitals are not for Python.
LABELS = {
    Notice.ANNOUNCEMENTS: _("Announcements of my courses"),
    Notice.DISCUSSIONS: _("Questions and answers under lessons"),
}
CHOICES = (
    (Frequency.AT_ONCE, _("At once")),
    (Frequency.DAILY, _("Once a day")),
    (Frequency.WEEKLY, _("Once a week")),
    (Frequency.NEVER, _("Never")),
)


class LettersForm(forms.Form):
    """One choice for each kind of letters."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        """Show what holds now."""
        super().__init__(*args, **kwargs)
        for notice in Notice:
            self.fields[notice.value] = forms.ChoiceField(
                label=LABELS[notice],
                choices=CHOICES,
                initial=frequency_of(user, notice),
                widget=forms.RadioSelect,
            )

    @property
    def choices(self) -> dict[Notice, Frequency]:
        """What the person chose."""
        return {notice: Frequency(self.cleaned_data[notice.value]) for notice in Notice}
