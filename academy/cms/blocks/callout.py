from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from academy.cms.blocks import groups
from academy.cms.blocks.rich_text import ProseBlock

KINDS = [("note", _("Note")), ("tip", _("Tip")), ("warning", _("Warning")), ("example", _("Example"))]


class CalloutBlock(blocks.StructBlock):
    """A note beside the text; the kind is said in words, not by colour alone."""

    kind = blocks.ChoiceBlock(choices=KINDS, default="note", label=_("Kind"))
    title = blocks.CharBlock(required=False, max_length=150, label=_("Title"))
    text = ProseBlock(label=_("Text"))

    class Meta:
        icon = "help"
        label = _("Callout")
        template = "cms/blocks/callout.html"
        group = groups.EMPHASIS
        description = _("A note, tip, warning or example beside the text.")

    def get_preview_value(self):
        """Give the picker an example in the reader's language."""
        text = format_html("<p>{}</p>", _("Look at the title page first, not at the cover."))
        return self.normalize({"kind": "tip", "title": _("Where to look"), "text": text})

    def get_context(self, value, parent_context=None):
        """Add `kind_name`, the kind in the reader's language."""
        return super().get_context(value, parent_context) | {"kind_name": dict(KINDS)[value["kind"]]}
