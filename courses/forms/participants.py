"""What narrows the list of a session's people."""

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.enums import RegistrationState


class ParticipantFilter(forms.Form):
    """Sent by GET, so that a view can be kept and sent."""

    q = forms.CharField(
        label=_("Name or e-mail"), required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All who come or wait")), *RegistrationState.choices]
    )
