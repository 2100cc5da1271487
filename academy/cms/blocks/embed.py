import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from academy.cms.blocks import groups

#: Host of the video, pattern of its public address, address of its player. Nothing is fetched from either by us.
PROVIDERS = [
    (
        "youtube.com",
        re.compile(r"https://(?:www\.youtube\.com/watch\?v=|youtu\.be/)([\w-]{11})"),
        "https://www.youtube-nocookie.com/embed/{}",
    ),
    ("vimeo.com", re.compile(r"https://(?:www\.)?vimeo\.com/(\d{5,12})"), "https://player.vimeo.com/video/{}"),
]


def player_of(address: str) -> tuple[str, str] | None:
    """Return (host, player address) of a video on the allow-list, else None."""
    for host, pattern, player in PROVIDERS:
        if match := pattern.fullmatch(address):
            return host, player.format(match[1])
    return None


class VideoEmbedBlock(blocks.StructBlock):
    """A video on another host. It is a link until the reader asks for the player: no foreign request unasked.

    Whether it has captions cannot be checked here; so the transcript is required.
    """

    address = blocks.URLBlock(label=_("Address"), help_text=_("A video on YouTube or Vimeo."))
    title = blocks.CharBlock(max_length=200, label=_("Title"))
    transcript = blocks.TextBlock(
        label=_("Transcript"), help_text=_("What is said, and what must be seen to understand it.")
    )

    class Meta:
        icon = "site"
        label = _("Video from another site")
        template = "cms/blocks/embed.html"
        group = groups.MEDIA
        description = _("A video on YouTube or Vimeo. Readers see a link until they ask for the player.")

    def get_preview_value(self):
        """Give the picker an example in the reader's language."""
        address = "https://www.youtube.com/watch?v=00000000000"
        transcript = _("First the class, then the author mark.")
        return self.normalize({"address": address, "title": _("How to read a call number"), "transcript": transcript})

    def clean(self, value):
        """Refuse an address whose host is not on the list; a draft may have none yet."""
        cleaned = super().clean(value)
        if cleaned["address"] and player_of(cleaned["address"]) is None:
            raise StructBlockValidationError(
                {"address": ValidationError(_("Only videos on YouTube and Vimeo can be embedded. Upload others here."))}
            )
        return cleaned

    def get_context(self, value, parent_context=None):
        """Add `host` and `player`."""
        host, player = player_of(value["address"]) or ("", "")
        return super().get_context(value, parent_context) | {"host": host, "player": player}
