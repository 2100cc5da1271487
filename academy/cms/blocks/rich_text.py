from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from academy.cms.blocks import groups

FEATURES = ["h3", "bold", "italic", "ol", "ul", "link", "document-link", "code", "superscript", "subscript"]


class ProseBlock(blocks.RichTextBlock):
    """Running text."""

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "cms/blocks/rich_text.html"
        group = groups.TEXT
        description = _("Running text with lists, links and emphasis.")

    def get_preview_value(self):
        """Give the picker an example in the reader's language."""
        return self.normalize(
            format_html("<p>{}</p>", _("A catalogue answers one question: what do we have, and where?"))
        )

    def __init__(self, **kwargs):
        super().__init__(**({"features": FEATURES} | kwargs))
