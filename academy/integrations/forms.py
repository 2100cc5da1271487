"""What HR officers fill in about keys and endpoints."""

from datetime import timedelta
from typing import Any, ClassVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from academy.accounts.models import Institution, User
from academy.integrations.enums import CHOSEN, EventType, Scope
from academy.integrations.models import LEAST_PER_MINUTE
from academy.integrations.selectors import institutions_led_by
from academy.outbound import AddressRefused, refuse_unsafe


class OwnForm(forms.Form):
    """Asks for which institution, where a person is an HR officer of more than one; no other can be chosen."""

    institution = forms.ModelChoiceField(Institution.objects.none(), label=_("Institution"), empty_label=None)

    def __init__(self, *arguments: Any, user: User, **named: Any) -> None:
        """Offer the institutions of this person."""
        super().__init__(*arguments, **named)
        own = institutions_led_by(user)
        field = cast("forms.ModelChoiceField[Institution]", self.fields["institution"])
        field.queryset, field.initial = own, own.first()
        if own.count() == 1:
            field.widget = field.hidden_widget()


class KeyForm(OwnForm):
    """A new key."""

    name = forms.CharField(
        label=_("Name"), max_length=80, help_text=_("Which program uses the key, such as “Personnel system”.")
    )
    scopes = forms.MultipleChoiceField(
        label=_("What the key may do"), choices=Scope.choices, widget=forms.CheckboxSelectMultiple
    )
    per_minute = forms.IntegerField(
        label=_("Certificates per minute"), min_value=LEAST_PER_MINUTE, max_value=6000, initial=600
    )
    per_day = forms.IntegerField(
        label=_("Certificates per day"), min_value=LEAST_PER_MINUTE, max_value=500_000, initial=20_000
    )


class RotationForm(forms.Form):
    """How long the old key still opens."""

    OVERLAPS: ClassVar[dict[str, timedelta]] = {
        "0": timedelta(),
        "1": timedelta(days=1),
        "7": timedelta(days=7),
        "30": timedelta(days=30),
    }

    overlap = forms.ChoiceField(
        label=_("The old key works for"),
        choices=[("0", _("no longer")), ("1", _("one more day")), ("7", _("one more week")), ("30", _("30 more days"))],
        initial="7",
    )

    def clean_overlap(self) -> timedelta:
        """Return the time."""
        return self.OVERLAPS[self.cleaned_data["overlap"]]


class EventsForm(forms.Form):
    """What an endpoint is told of."""

    events = forms.MultipleChoiceField(
        label=_("Events"),
        choices=[(event.value, event.label) for event in CHOSEN],
        initial=[event.value for event in CHOSEN],
        widget=forms.CheckboxSelectMultiple,
    )

    def clean_events(self) -> list[EventType]:
        """Return the events."""
        return [EventType(event) for event in self.cleaned_data["events"]]


class EndpointForm(EventsForm, OwnForm):
    """A new endpoint."""

    url = forms.CharField(
        label=_("Address"),
        max_length=500,
        help_text=_("With https://, on the public internet. Your program answers there with a status of 2xx."),
        widget=forms.URLInput,
    )

    field_order = ["institution", "url", "events"]  # noqa: RUF012 - Django reads it of the class

    def clean_url(self) -> str:
        """Refuse what its text gives away; where the name leads is looked at each time that something is sent."""
        url = self.cleaned_data["url"]
        try:
            refuse_unsafe(url)
        except AddressRefused as error:
            raise ValidationError(
                _("Nothing can be sent to this address. Give the address of a server by its name, with https://.")
            ) from error
        return url
