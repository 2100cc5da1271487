from django.utils.translation import gettext_lazy as _
from wagtail import blocks

FEATURES = ["h3", "bold", "italic", "ol", "ul", "link", "document-link", "code", "superscript", "subscript"]


class ProseBlock(blocks.RichTextBlock):
    """Running text."""

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "cms/blocks/rich_text.html"

    def __init__(self, **kwargs):
        super().__init__(**({"features": FEATURES} | kwargs))
