"""Tags, as words between commas, with those that are known to be chosen from."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from academy.accounts.models import User
from courses.selectors.banks import as_tag, known_tags

LONGEST, MOST = 100, 20


class TagsWidget(forms.TextInput):
    """A line with suggestions: the script offers those that begin like the word being typed."""

    template_name = "courses/cms/tags.html"
    suggestions: list[str] = []  # noqa: RUF012 - set on each form's own copy

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Give the template what is known."""
        context = super().get_context(name, value, attrs)
        return context | {"suggestions": self.suggestions}

    def _render(self, template_name: str, context: dict[str, Any], renderer: Any = None) -> SafeString:
        """Render the line as Django does, and the suggestions with a template of the site."""
        line = super()._render(forms.TextInput.template_name, context, renderer)  # type: ignore[misc]
        return render_to_string(template_name, context | {"line": line})

    def format_value(self, value: Any) -> str:
        """Write the tags in one line."""
        return ", ".join(value) if isinstance(value, list) else value or ""


class TagsField(forms.CharField):
    """Gives a list of tags, each once."""

    widget: TagsWidget = TagsWidget  # type: ignore[assignment]

    def suggest(self, user: User) -> None:
        """Offer the tags of questions that the person may manage."""
        self.widget.suggestions = known_tags(user)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare as text."""
        return super().has_changed(self.widget.format_value(value=initial), data)

    def clean(self, value: Any) -> list[str]:
        """Take the line apart."""
        tags = {as_tag(tag): " ".join(tag.split()) for tag in super().clean(value).split(",") if tag.strip()}
        if len(tags) > MOST or any(len(tag) > LONGEST for tag in tags):
            raise ValidationError(_("At most 20 tags of 100 letters each."))
        return list(tags.values())
