"""The CMS's form of a question: question, explanation and up to six answers to choose from, each once per language.

Questions of other types come by import. Of them it shows question and explanation, and keeps the rest as it is.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from academy.languages import LANGUAGES
from courses.models import Question
from courses.questions import TYPES, BodyInvalid
from courses.services.questions import new_option_id, newest_body, revise_question

PLACES = range(1, 7)
TYPE_CHOICES = [("single_choice", _("one correct answer")), ("multiple_choice", _("several correct answers"))]
TYPE_NAMES = [
    *TYPE_CHOICES,
    ("true_false", _("true or false")),
    ("short_text", _("short text")),
    ("numeric", _("number with a tolerance")),
    ("matching", _("matching")),
    ("classify", _("classifying into groups")),
    ("ordering", _("ordering")),
    ("shelf_order", _("shelf order")),
    ("gaps", _("gaps in a text")),
    ("hotspot", _("region of a picture")),
]
LANGUAGE_LABELS = {"az": _("Azerbaijani"), "ru": _("Russian"), "en": _("English")}
BODY_TEXTS = {"stem": _("Question"), "explanation": _("Explanation after marking")}
OPTION_TEXTS = {"text": _("Answer"), "feedback": _("Feedback to this answer")}


def _text_fields(prefix: str, label: Any) -> dict[str, forms.Field]:
    return {
        f"{prefix}_{code}": forms.CharField(
            label=format_lazy("{} ({})", label, LANGUAGE_LABELS[code]),
            required=prefix == "stem" and code == LANGUAGES[0],
            widget=forms.Textarea(attrs={"rows": 2}),
        )
        for code in LANGUAGES
    }


def option_field_names(place: int) -> list[str]:
    """Names of the inputs of one answer, in the order in which they are shown."""
    texts = [f"option_{place}_{name}_{code}" for name in OPTION_TEXTS for code in LANGUAGES]
    return [f"option_{place}_correct", *texts]


def is_chosen(question: Question) -> bool:
    """Whether the answers of a question are options that this form shows; so are those of one that is still made."""
    return question.pk is None or question.type in dict(TYPE_CHOICES)


def _declared_fields() -> dict[str, forms.Field]:
    fields: dict[str, forms.Field] = {}
    for name, label in BODY_TEXTS.items():
        fields |= _text_fields(name, label)
    for place in PLACES:
        fields[f"option_{place}_correct"] = forms.BooleanField(label=_("This answer is correct"), required=False)
        for name, label in OPTION_TEXTS.items():
            fields |= _text_fields(f"option_{place}_{name}", label)
    return fields


class QuestionFormBase(WagtailAdminModelForm):
    """Reads the newest revision and writes a new one: attempts keep the revision they were asked."""

    type = forms.ChoiceField(label=_("Type"), choices=TYPE_CHOICES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take the newest revision apart. The type stays: attempts under way are marked by it."""
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            self.fields["type"].disabled, self.fields["type"].choices = True, TYPE_NAMES
        self.previous = newest_body(self.instance) if self.instance.pk else {"options": []}
        for name in BODY_TEXTS:
            self._show(name, self.previous.get(name, {}))
        for place, option in enumerate(self.previous["options"] if is_chosen(self.instance) else [], start=1):
            self.initial[f"option_{place}_correct"] = option["correct"]
            for name in OPTION_TEXTS:
                self._show(f"option_{place}_{name}", option.get(name, {}))

    def _show(self, prefix: str, texts: dict[str, str]) -> None:
        for code in LANGUAGES:
            self.initial[f"{prefix}_{code}"] = texts.get(code, "")

    def _texts(self, prefix: str) -> dict[str, str]:
        texts = {code: self.cleaned_data.get(f"{prefix}_{code}") for code in LANGUAGES}
        return {code: text for code, text in texts.items() if text}

    def _options(self) -> list[dict[str, Any]]:
        ids = [option["id"] for option in self.previous["options"]]
        options = [
            {
                "id": ids[place - 1] if place <= len(ids) else new_option_id(),
                "text": self._texts(f"option_{place}_text"),
                "correct": self.cleaned_data.get(f"option_{place}_correct", False),
                "feedback": self._texts(f"option_{place}_feedback"),
            }
            for place in PLACES
        ]
        return [option for option in options if option["text"]]

    def clean(self) -> dict[str, Any]:
        """Put the body together, and let the type say whether it can be asked and marked."""
        cleaned: dict[str, Any] = super().clean()
        if "type" not in cleaned:
            return cleaned
        self.body = self.previous | {name: self._texts(name) for name in BODY_TEXTS}
        if cleaned["type"] in dict(TYPE_CHOICES):
            self.body["options"] = self._options()
        try:
            TYPES[cleaned["type"]].check_body(self.body)
        except BodyInvalid as fault:
            raise ValidationError(
                _("Write two or more answers and mark the correct one; with one correct answer, mark exactly one.")
            ) from fault
        return cleaned

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002 - Django's signature
        """Store the question, and a new revision when its words changed."""
        if self.instance.pk is None:
            self.instance.author = self.for_user
        question = super().save(commit)
        revise_question(question=question, body=self.body, by=self.for_user)
        return question


QuestionForm = type("QuestionForm", (QuestionFormBase,), _declared_fields())
