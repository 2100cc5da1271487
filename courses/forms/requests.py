"""What somebody writes who asks to be enrolled."""

from django import forms
from django.utils.translation import gettext_lazy as _

from academy.text_area import TextArea


class RequestForm(forms.Form):
    """A message to whoever runs the course."""

    message = forms.CharField(
        label=_("Message (optional)"),
        help_text=_("For example where you work, and why this course. Whoever runs the course reads it."),
        max_length=500,
        required=False,
        widget=TextArea(attrs={"rows": 4}),
    )
