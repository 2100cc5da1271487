"""What a learner sends from the page of a lesson."""

from datetime import UTC, datetime

from django import forms

from courses.forms.answers import GivenField

#: A recording is shorter than a day.
MOST_SECONDS = 86_400


class NoteForm(forms.Form):
    """A note, and when the one was changed that the writer has seen. How long it may be is decided when it is saved."""

    text = forms.CharField(required=False, strip=False)
    seen = forms.DateTimeField(required=False)


class PositionForm(forms.Form):
    """A place in a recording, and when it was reached by the server’s clock."""

    recording = forms.IntegerField(min_value=1)
    seconds = forms.IntegerField(min_value=0, max_value=MOST_SECONDS)
    at = GivenField()

    @property
    def reached_at(self) -> datetime | None:
        """The moment; none where the page did not say it."""
        at = self.cleaned_data["at"]
        return None if at is None else datetime.fromtimestamp(at / 1000, tz=UTC)
