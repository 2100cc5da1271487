from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock


class SpeakerBlock(blocks.StructBlock):
    """Somebody who speaks at a seminar; a picture asks for its text alternative."""

    name = blocks.CharBlock(max_length=150, label=_("Name"))
    post = blocks.CharBlock(required=False, max_length=200, label=_("Post and institution"))
    picture = ImageBlock(required=False, label=_("Picture"))
    biography = blocks.TextBlock(
        label=_("Biography"), help_text=_("Two or three sentences: what this person knows about the subject.")
    )

    class Meta:
        icon = "user"
        label = _("Speaker")
        template = "cms/blocks/speaker.html"
        description = _("Who speaks, and what this person knows about the subject.")

    def get_preview_value(self):
        """Give the picker an example in the reader's language."""
        return self.normalize(
            {
                "name": _("Name of the speaker"),
                "post": _("Head of the cataloguing department"),
                "biography": _("Has catalogued for twenty years, and teaches it."),
            }
        )
