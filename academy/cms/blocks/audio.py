from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtailmedia.blocks import AudioChooserBlock

from academy.cms.blocks import groups


class AudioBlock(blocks.StructBlock):
    """A sound recording; the transcript is what a deaf reader gets, so it is required."""

    audio = AudioChooserBlock(label=_("Audio"))
    title = blocks.CharBlock(max_length=200, label=_("Title"))
    transcript = blocks.TextBlock(label=_("Transcript"))

    class Meta:
        icon = "media"
        label = _("Audio")
        template = "cms/blocks/audio.html"
        group = groups.MEDIA
        description = _("A sound recording with a transcript.")
        preview_template = "cms/blocks/previews/audio.html"
