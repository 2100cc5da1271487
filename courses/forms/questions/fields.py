"""What a type asks for, as fields of a form."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model
from wagtail.images.widgets import AdminImageChooser
from wagtail.permissions import policy_registry

from courses.forms.questions.texts import TextsField
from courses.questions.editing import Choice, Field, Flag, Percent, PictureOf, Texts, Word

REQUIRED = _("Fill this in.")
WHOLE = 100


def choosable_pictures(user: Any) -> Any:
    """Pictures that the person may choose in the CMS."""
    policy = policy_registry.get_by_type(get_image_model())
    return policy.instances_user_has_permission_for(user, "choose")


class PictureField(forms.ModelChoiceField):
    """A picture of the CMS, with its size, as a body keeps it. Offers what the person may choose."""

    widget = AdminImageChooser

    def __init__(self, **kwargs: Any) -> None:
        """Offer nothing before `offer_to`."""
        super().__init__(queryset=get_image_model().objects.none(), **kwargs)

    def offer_to(self, user: Any, kept: int | None) -> None:
        """Offer what the person may choose, and the picture that stands there already."""
        pictures = get_image_model().objects
        self.queryset = pictures.filter(pk__in=choosable_pictures(user).values("pk")) | pictures.filter(pk=kept)

    def prepare_value(self, value: Any) -> Any:
        """Show the picture that a body names."""
        return value.get("picture") if isinstance(value, dict) else super().prepare_value(value)

    def clean(self, value: Any) -> dict[str, Any]:
        """Keep its number and its size."""
        picture = super().clean(value)
        return {"picture": picture.pk, "width": picture.width, "height": picture.height} if picture else {}


class PercentField(forms.FloatField):
    """A number of per cent; whole ones stay whole."""

    def __init__(self, **kwargs: Any) -> None:
        """Ask from 0 to 100."""
        super().__init__(min_value=0, max_value=WHOLE, widget=forms.NumberInput(attrs={"step": "any"}), **kwargs)

    def clean(self, value: Any) -> int | float | None:
        """Keep the number."""
        number = super().clean(value)
        return int(number) if number is not None and number.is_integer() else number


def _word(asked: Any, **kwargs: Any) -> forms.Field:
    return forms.CharField(max_length=asked.longest, widget=forms.TextInput(attrs={"autocomplete": "off"}), **kwargs)


def _choice(asked: Any, **kwargs: Any) -> forms.Field:
    return forms.ChoiceField(choices=[("", _("Choose…")), *asked.choices], **kwargs)


_FIELDS: dict[type[Field], Callable[..., forms.Field]] = {
    Word: _word,
    Choice: _choice,
    Flag: lambda _asked, **kwargs: forms.BooleanField(**kwargs),
    Percent: lambda _asked, **kwargs: PercentField(**kwargs),
    PictureOf: lambda _asked, **kwargs: PictureField(**kwargs),
}


def form_field(asked: Field) -> forms.Field:
    """Return the form's field. None is required by itself: `require` knows which rows are empty."""
    kwargs = {"label": asked.label, "help_text": asked.hint}
    if isinstance(asked, Texts):
        return TextsField(asked, **kwargs)
    return _FIELDS[type(asked)](asked, required=False, **kwargs)


def require(form: forms.Form, asked: tuple[Field, ...] | list[Field]) -> None:
    """Refuse what is required and empty."""
    for field in asked:
        value = form.cleaned_data.get(field.name)
        if field.is_required and field.name not in form.errors and value in (None, "", {}):
            form.add_error(field.name, REQUIRED)
