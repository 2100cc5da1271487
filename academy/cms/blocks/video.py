from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.documents.models import AbstractDocument
from wagtailmedia.blocks import VideoChooserBlock

from academy.cms.blocks import groups

#: How every file of WebVTT begins, perhaps behind a byte order mark.
SIGNATURE = b"WEBVTT"
MARK = b"\xef\xbb\xbf"


def is_webvtt(document: AbstractDocument) -> bool:
    """Whether browsers will take the file for captions."""
    with document.open_file() as file:
        return file.read(len(MARK) + len(SIGNATURE)).removeprefix(MARK).startswith(SIGNATURE)


class CaptionsBlock(blocks.StructBlock):
    """One file of captions (WebVTT) in one language."""

    language = blocks.ChoiceBlock(choices=settings.LANGUAGES, label=_("Language"))
    file = DocumentChooserBlock(label=_("Captions file (.vtt)"))

    class Meta:
        icon = "openquote"
        label = _("Captions")

    def clean(self, value):
        """Refuse a file that no browser can show as captions."""
        cleaned = super().clean(value)
        if cleaned["file"] and not is_webvtt(cleaned["file"]):
            wrong = _("This is no file of captions: its first line must be WEBVTT.")
            raise StructBlockValidationError({"file": ValidationError(wrong)})
        return cleaned


class VideoBlock(blocks.StructBlock):
    """A recording of our own, with captions and a transcript: what is published can be followed without sound."""

    video = VideoChooserBlock(label=_("Video"))
    title = blocks.CharBlock(max_length=200, label=_("Title"))
    captions = blocks.ListBlock(CaptionsBlock(), default=[], label=_("Captions"))
    is_silent = blocks.BooleanBlock(required=False, label=_("Nothing is said or heard, so no captions are needed"))
    transcript = blocks.TextBlock(
        label=_("Transcript"), help_text=_("What is said, and what must be seen to understand it.")
    )

    class Meta:
        icon = "media"
        label = _("Video")
        template = "cms/blocks/video.html"
        group = groups.MEDIA
        description = _("A recording of your own, with captions and a transcript.")
        preview_template = "cms/blocks/previews/video.html"

    def clean(self, value):
        """Require captions, one file for each language, of what is published; a draft may wait for them."""
        cleaned = super().clean(value)
        languages = [captions["language"] for captions in cleaned["captions"] if captions["language"]]
        if len(set(languages)) != len(languages):
            raise _wrong_captions(ValidationError(_("Give one file of captions for each language.")))
        if not (languages or cleaned["is_silent"] or self.is_deferred_validation):
            missing = _("Add captions for people who do not hear, or say that nothing is said or heard.")
            raise _wrong_captions(ValidationError(missing))
        return cleaned


def _wrong_captions(fault: ValidationError) -> StructBlockValidationError:
    return StructBlockValidationError({"captions": fault})
