"""Questions that ask in several inputs: one field of named parts. Templates go through them as through choices."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

NOTHING_CHOSEN = ("", _("Choose…"))


@dataclass(frozen=True)
class Input:
    """One input of a question. `name` ends its name on the page; `label` may be lazy; `before` is text before it."""

    name: str
    label: Any
    field: forms.Field
    before: str = ""


class PartsWidget(forms.MultiWidget):
    """The inputs of a question, each with its label."""

    def __init__(self, inputs: Sequence[Input]) -> None:
        """Show the inputs in their order."""
        self.inputs = inputs
        super().__init__({part.name: part.field.widget for part in inputs})

    def decompress(self, value: Any) -> list[Any]:
        """Take a stored answer apart; what is none fills nothing."""
        given = value if isinstance(value, Mapping) else {}
        return [given.get(part.name) for part in self.inputs]

    def subwidgets(self, name: str, value: Any, attrs: dict[str, Any] | None = None) -> Iterator[dict[str, Any]]:
        """Yield each input with what stands beside it."""
        shown = self.get_context(name, value, attrs)["widget"]["subwidgets"]
        for part, widget in zip(self.inputs, shown, strict=True):
            yield widget | {"label": part.label, "before": part.before}


class PartsField(forms.MultiValueField):
    """Gives what was filled in, by the names of the inputs. Nothing is required: an answer may be given in part."""

    def __init__(self, inputs: Sequence[Input], after: str = "") -> None:
        """Ask with these inputs; `after` is text that stands after the last of them."""
        self.after = after
        self.names = [part.name for part in inputs]
        fields = [part.field for part in inputs]
        super().__init__(fields, widget=PartsWidget(inputs), required=False, require_all_fields=False)

    def compress(self, data_list: list[Any]) -> dict[str, Any]:
        """Leave out what is empty."""
        return {name: value for name, value in zip(self.names, data_list, strict=False) if value}


def select_field(choices: Sequence[tuple[str, str]]) -> forms.ChoiceField:
    """Return a field that offers `choices` and nothing as the first of them."""
    return forms.ChoiceField(choices=[NOTHING_CHOSEN, *choices], required=False)


def text_field(longest: int, **attrs: str) -> forms.CharField:
    """Return a field for a few words that the browser neither completes nor corrects."""
    quiet = {"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}
    return forms.CharField(max_length=longest, required=False, widget=forms.TextInput(attrs=quiet | attrs))


def filled(answer: object) -> Mapping[str, Any]:
    """Return a stored answer of parts; anything else fills nothing."""
    return answer if isinstance(answer, Mapping) else {}
