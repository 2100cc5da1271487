"""A text in each of the languages, side by side: plain, or formatted and cleaned on the way in."""

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.models import Page

from academy.languages import LANGUAGES
from academy.text_area import TextArea
from courses.questions.editing import Texts
from courses.questions.rich import Attributes, html_of, own_link, own_picture, texts_of_html, without_alt

LANGUAGE_LABELS = {"az": _("Azerbaijani"), "ru": _("Russian"), "en": _("English")}
#: Longest text of one language, its marks included.
LONGEST = 20_000
LINE = ["bold", "italic", "superscript", "subscript", "code", "link", "image"]
FEATURES = {"line": LINE, "block": [*LINE, "ol", "ul"]}


class FormattedInput(DraftailRichTextArea):
    """Wagtail's editor, with a name for screen readers. What does not come from it, for want of a script, is text."""

    def __init__(self, *, asked: Texts, code: str) -> None:
        """Offer what the text may hold."""
        super().__init__(features=FEATURES[asked.markup], attrs={"lang": code})
        self.label = format_lazy("{}, {}", asked.label, LANGUAGE_LABELS[code])

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Name the editor: a label reaches its hidden input alone."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        options = json.loads(context["widget"]["attrs"]["data-w-init-detail-value"]) | {"ariaLabel": str(self.label)}
        context["widget"]["attrs"]["data-w-init-detail-value"] = json.dumps(options)
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        """Read what the editor sends, or plain text."""
        try:
            return super().value_from_datadict(data, files, name) or ""
        except (ValueError, KeyError, TypeError, AttributeError, IndexError):
            return html_of({"text": data.get(name)}, "text")


class TextsWidget(forms.MultiWidget):
    """An input for each language, each with its label."""

    template_name = "courses/cms/texts.html"
    use_fieldset = True

    def __init__(self, asked: Texts) -> None:
        """Choose the inputs."""
        self.is_formatted = bool(asked.markup)
        super().__init__({code: _input(asked, code) for code in LANGUAGES})

    def decompress(self, value: Any) -> list[str]:
        """Give each language its own text."""
        texts = value or {}
        return [html_of(texts, code) if self.is_formatted else texts.get(code, "") for code in LANGUAGES]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Name the languages."""
        context = super().get_context(name, value, attrs)
        for code, widget in zip(LANGUAGES, context["widget"]["subwidgets"], strict=True):
            widget["language_label"] = LANGUAGE_LABELS[code]
            widget["attrs"].pop("aria-describedby", None)
        return context

    def _render(self, template_name: str, context: dict[str, Any], renderer: Any = None) -> SafeString:
        """Render the inputs as Django does, and what stands around them with a template of the site."""
        for widget in context["widget"]["subwidgets"]:
            widget["html"] = super()._render(widget["template_name"], {"widget": widget}, renderer)  # type: ignore[misc]
        return render_to_string(template_name, context)


def _input(asked: Texts, code: str) -> forms.Widget:
    if asked.markup:
        return FormattedInput(asked=asked, code=code)
    if asked.lines > 1:
        return TextArea(attrs={"rows": asked.lines, "lang": code})
    return forms.TextInput(attrs={"lang": code})


class TextsField(forms.MultiValueField):
    """Gives texts as bodies keep them. Whether one has to be there is asked by the form."""

    widget: TextsWidget

    def __init__(self, asked: Texts, **kwargs: Any) -> None:
        """Ask in every language; none is required."""
        self.markup = asked.markup
        fields = [forms.CharField(required=False, max_length=LONGEST, strip=not asked.markup) for _code in LANGUAGES]
        super().__init__(fields, widget=TextsWidget(asked), required=False, require_all_fields=False, **kwargs)

    def clean(self, value: Any) -> dict[str, str]:
        """Clean each text; what is empty has no language."""
        return super().clean(value) or {}

    def compress(self, data_list: list[str]) -> dict[str, str]:
        """Put the languages together."""
        texts = {code: text or "" for code, text in zip(LANGUAGES, data_list, strict=False)}
        if not self.markup:
            return {code: text.strip() for code, text in texts.items() if text.strip()}
        found: dict[str, str] = texts_of_html(texts, picture=own_picture, link=_link)
        if any(without_alt(text) for text in found.values()):
            raise ValidationError(_("Every picture needs a text that says what it shows."))
        return found


def _link(attributes: Attributes) -> Mapping[str, str] | None:
    """A link to a page of ours keeps the page's address; any other is kept or not by its address."""
    if attributes.get("linktype") != "page":
        return own_link(attributes)
    key = attributes.get("id", "")
    page = Page.objects.filter(pk=int(key), live=True).first() if key.isdecimal() else None
    return own_link({"href": page.specific.url or ""}) if page else None
