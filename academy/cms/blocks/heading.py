from collections.abc import Iterator

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import StreamValue

from academy.cms.blocks import groups


class HeadingBlock(blocks.CharBlock):
    """A heading of the second level; the headings of a page make its table of contents."""

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "cms/blocks/heading.html"
        group = groups.TEXT
        description = _("Divides the text. The headings make the table of contents of the page.")

    def get_preview_value(self):
        """Give the picker an example in the reader's language."""
        return _("What a catalogue is for")


def anchored(body: StreamValue) -> Iterator[tuple[StreamValue.StreamChild, str]]:
    """Pair every block with the id that a table of contents links to; it is empty for all but headings.

    No two headings of a body share an id, and none takes one of the page around it: those never begin with “_”.
    """
    taken: set[str] = {""}
    for block in body:
        anchor = _free(_anchor_of(block.value), taken) if block.block_type == "heading" else ""
        taken.add(anchor)
        yield block, anchor


def _anchor_of(heading: str) -> str:
    """Return the letters of a heading, Unicode kept, so that az and ru addresses stay readable."""
    return f"_{slugify(heading, allow_unicode=True)}"


def _free(anchor: str, taken: set[str]) -> str:
    numbered, number = anchor, 1
    while numbered in taken:
        number += 1
        numbered = f"{anchor}-{number}"
    return numbered
