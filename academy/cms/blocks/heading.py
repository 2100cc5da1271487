from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class HeadingBlock(blocks.CharBlock):
    """A heading of the second level; the headings of a page make its table of contents."""

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "cms/blocks/heading.html"

    def get_context(self, value, parent_context=None):
        """Add `anchor`, the id that the table of contents links to."""
        return super().get_context(value, parent_context) | {"anchor": anchor_of(value)}


def anchor_of(heading: str) -> str:
    """Return the id of a heading: its letters, Unicode kept, so that az and ru addresses stay readable."""
    return slugify(heading, allow_unicode=True)
