from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from academy.cms.blocks import groups


class LinkBlock(blocks.StructBlock):
    """A page on another site, and what is found there."""

    address = blocks.URLBlock(label=_("Address"))
    title = blocks.CharBlock(max_length=200, label=_("Title"))
    description = blocks.CharBlock(required=False, max_length=250, label=_("Description"))

    class Meta:
        icon = "link-external"
        label = _("Link")
        template = "cms/blocks/link.html"
        group = groups.MEDIA
        description = _("A page on another site, and what is found there.")

    def get_preview_value(self):
        """Give the picker an example in the reader's language."""
        return self.normalize({"address": "https://example.org/", "title": _("Open access"), "description": ""})
