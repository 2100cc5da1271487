"""The inputs of a question that offers choices: a quiz has dozens of them, so they are written here."""

from collections.abc import Iterable
from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from courses.questions import QuestionType
from courses.questions.rich import Rich


def inputs_of(type_: QuestionType, name: str, offered: Iterable[tuple[str, str]], initial: Any) -> SafeString:
    """Return each choice as its input with its label, chosen as `initial_of` says; `name` is that of the field."""
    chosen = initial if isinstance(initial, list) else [initial]
    inputs = (
        _input(f'type="{type_.input_type}" name="{name}"', f"id_{name}_{place}", value, text, is_chosen=value in chosen)
        for place, (value, text) in enumerate(offered)
    )
    return mark_safe("".join(inputs))  # noqa: S308 - values and texts are escaped below, the rest is ours


def _input(attributes: str, key: str, value: str, text: str, *, is_chosen: bool) -> str:
    checked = " checked" if is_chosen else ""
    label = text.__html__() if isinstance(text, Rich) else escape(text)
    field = f'<input {attributes} value="{escape(value)}" id="{key}"{checked}>'
    return f'<div class="choice">{field}<label for="{key}">{label}</label></div>\n  '
