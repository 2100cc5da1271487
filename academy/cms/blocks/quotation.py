from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from academy.cms.blocks import groups


class QuotationBlock(blocks.StructBlock):
    """A sentence that stands out, with its source if it has one."""

    text = blocks.TextBlock(label=_("Text"))
    source = blocks.CharBlock(required=False, max_length=200, label=_("Source"))

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "cms/blocks/quotation.html"
        group = groups.TEXT
        description = _("A sentence that stands out, with its source.")

    def get_preview_value(self):
        """Give the picker an example in the reader's language."""
        return self.normalize({"text": _("Save the time of the reader."), "source": _("S. R. Ranganathan, 1931")})
