"""What the holder lets everyone see."""

from django import forms
from django.utils.translation import gettext_lazy as _

from certification.enums import (
    Disclosure,
)


class DisclosureForm(forms.Form):
    """What the verification of one certificate shows to everyone."""

    disclosure = forms.ChoiceField(
        label=_("Whoever has the code sees"), choices=Disclosure.choices, widget=forms.RadioSelect
    )


class DefaultDisclosureForm(DisclosureForm):
    """The same for certificates to come."""

    also_existing = forms.BooleanField(label=_("Also for the certificates that I have"), required=False)
