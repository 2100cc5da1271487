from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

from academy.cms.blocks import groups


class CaptionedImageBlock(blocks.StructBlock):
    """A picture; Wagtail's image block asks for its text alternative, or that it be marked as decoration."""

    image = ImageBlock(label=_("Image"))
    caption = blocks.CharBlock(required=False, max_length=250, label=_("Caption"))

    class Meta:
        icon = "image"
        label = _("Image")
        template = "cms/blocks/image.html"
        group = groups.MEDIA
        description = _("A picture with a caption. It needs a text alternative, unless it is decoration.")
        preview_template = "cms/blocks/previews/image.html"
