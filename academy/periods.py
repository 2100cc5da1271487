"""Periods that a form asks for by their first and last day."""

from django.forms import BaseForm
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DISORDER = _("The last day is before the first one.")


def refuse_disorder(
    form: BaseForm, first: str = "first_day", last: str = "last_day", message: str | Promise = DISORDER
) -> None:
    """Add an error to the field `last` when its day comes before that of `first`. Called from `clean`."""
    begins, ends = form.cleaned_data.get(first), form.cleaned_data.get(last)
    if begins and ends and ends < begins:
        form.add_error(last, message)  # type: ignore[arg-type]
