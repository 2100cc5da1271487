"""Forms of the style guide: one with every kind of field, and those of the sketches. They are never saved."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from academy.text_area import TextArea

FORMATS = [("on-site", _("On site")), ("online", _("Online"))]
STATES = [("", _("All")), ("on-plan", _("on plan")), ("overdue", _("overdue")), ("completed", _("completed"))]
DEPARTMENTS = [
    ("", _("All")),
    ("cataloguing", _("Cataloguing")),
    ("reading-room", _("Reading room")),
    ("digital", _("Digital library")),
    ("acquisition", _("Acquisition")),
]
YEARS = [("2026", "2026"), ("2025", "2025")]


class EveryFieldForm(forms.Form):
    """One field of each kind that pages use."""

    legal_name = forms.CharField(
        label=_("Full name"), help_text=_("As it will be printed on your certificates."), max_length=150
    )
    email = forms.EmailField(label=_("E-mail address"))
    department = forms.ChoiceField(label=_("Department"), choices=DEPARTMENTS, required=False)
    day = forms.DateField(label=_("Day of the meeting"), widget=forms.DateInput(attrs={"type": "date"}), required=False)
    take_part = forms.ChoiceField(label=_("How will you take part?"), choices=FORMATS, widget=forms.RadioSelect)
    topics = forms.MultipleChoiceField(
        label=_("What would you like to hear about?"),
        choices=[("catalogue", _("Cataloguing")), ("open", _("Open access")), ("data", _("Research data"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    wishes = forms.CharField(label=_("Wishes and questions"), widget=TextArea(attrs={"rows": 3}), required=False)
    consent = forms.FileField(label=_("Consent of your institution"), help_text=_("A PDF file."), required=False)
    agrees = forms.BooleanField(label=_("I have read how my data are used"))

    def clean(self) -> dict[str, Any]:
        """Refuse as a whole, to show an error that belongs to no field."""
        raise forms.ValidationError(_("This seminar takes registrations until 7 October."))


class RegistrationForm(forms.Form):
    """Sketch: registering for a seminar."""

    take_part = forms.ChoiceField(
        label=_("How will you take part?"), choices=FORMATS, widget=forms.RadioSelect, initial="on-site"
    )
    needs = forms.CharField(
        label=_("What we should prepare for you"),
        help_text=_("For example a step-free way, sign language or large print."),
        required=False,
    )


class PeopleFilter(forms.Form):
    """Sketch: what narrows the list of a desk."""

    q = forms.CharField(label=_("Name"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    department = forms.ChoiceField(label=_("Department"), choices=DEPARTMENTS, required=False)
    state = forms.ChoiceField(label=_("State"), choices=STATES, required=False)


class YearFilter(forms.Form):
    """Sketch: of what the statistics speak."""

    year = forms.ChoiceField(label=_("Year"), choices=YEARS, required=False)
    department = forms.ChoiceField(label=_("Department"), choices=DEPARTMENTS, required=False)
