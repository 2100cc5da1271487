"""Texts of several lines, as long on the server as the browser counted them."""

from collections.abc import Mapping
from typing import Any

from django import forms


class TextArea(forms.Textarea):
    """Ends lines by one character, as `maxlength` counts them; browsers send two (HTML, 4.10.11, “API value”)."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        """Return the text as it was counted."""
        value = super().value_from_datadict(data, files, name)
        return value.replace("\r\n", "\n") if isinstance(value, str) else value
