from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtailmedia.blocks import AudioChooserBlock


class AudioBlock(blocks.StructBlock):
    """A sound recording; the transcript is what a deaf reader gets, so it is required."""

    audio = AudioChooserBlock(label=_("Audio"))
    title = blocks.CharBlock(max_length=200, label=_("Title"))
    transcript = blocks.TextBlock(label=_("Transcript"))

    class Meta:
        icon = "media"
        label = _("Audio")
        template = "cms/blocks/audio.html"
