"""Lists to choose from on pages that are asked for often."""

from collections.abc import Mapping
from itertools import chain
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString


class LeanSelect(forms.Select):
    """Django's own, without groups, written in one go: Django renders two templates for each choice."""

    def render(
        self,
        name: str,
        value: Any,
        attrs: Mapping[str, Any] | None = None,
        renderer: Any = None,  # noqa: ARG002 - the signature is Django's
    ) -> SafeString:
        """Write the list."""
        (chosen,) = self.format_value(value)
        shown = flatatt(self.build_attrs(self.attrs, dict(attrs or {})))
        told = [(code, " selected" if str(code) == chosen else "", label) for code, label in self.choices]
        options = '<option value="{}"{}>{}</option>\n' * len(told)
        return format_html('<select name="{}"{}>' + options + "</select>", name, shown, *chain.from_iterable(told))
