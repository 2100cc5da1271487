"""How often people want to be written to."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from academy.accounts.models import User
from courses.enums import Frequency, Notice
from courses.selectors.notices import frequency_of, notices_for

#: The words of the enums as labels, which begin with a large letter: Azerbaijani capitals are not for Python.
LABELS = {
    Notice.ANNOUNCEMENTS: _("Announcements of my courses"),
    Notice.DISCUSSIONS: _("Questions and answers under lessons"),
    Notice.SUMMARIES: _("Monthly summaries of the HR desk"),
    Notice.WATCHES: _("Watched certificates of the HR desk"),
}
CHOICES = (
    (Frequency.AT_ONCE, _("At once")),
    (Frequency.DAILY, _("Once a day")),
    (Frequency.WEEKLY, _("Once a week")),
    (Frequency.NEVER, _("Never")),
)


class LettersForm(forms.Form):
    """One choice for each kind of letters that the person may be written."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        """Show what holds now."""
        super().__init__(*args, **kwargs)
        self.notices = notices_for(user)
        for notice in self.notices:
            self.fields[notice.value] = forms.ChoiceField(
                label=LABELS[notice],
                choices=CHOICES,
                initial=frequency_of(user, notice),
                widget=forms.RadioSelect,
            )

    @property
    def choices(self) -> dict[Notice, Frequency]:
        """What the person chose."""
        return {notice: Frequency(self.cleaned_data[notice.value]) for notice in self.notices}
