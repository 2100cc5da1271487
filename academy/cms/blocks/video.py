from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtailmedia.blocks import VideoChooserBlock


class CaptionsBlock(blocks.StructBlock):
    """One file of captions (WebVTT) in one language."""

    language = blocks.ChoiceBlock(choices=settings.LANGUAGES, label=_("Language"))
    file = DocumentChooserBlock(label=_("Captions file (.vtt)"))

    class Meta:
        icon = "openquote"
        label = _("Captions")


class VideoBlock(blocks.StructBlock):
    """A recording of our own, with captions and a transcript."""

    video = VideoChooserBlock(label=_("Video"))
    title = blocks.CharBlock(max_length=200, label=_("Title"))
    captions = blocks.ListBlock(CaptionsBlock(), default=[], label=_("Captions"))
    transcript = blocks.TextBlock(required=False, label=_("Transcript"))

    class Meta:
        icon = "media"
        label = _("Video")
        template = "cms/blocks/video.html"
