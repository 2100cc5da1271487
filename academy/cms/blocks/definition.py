from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from academy.cms.blocks import groups


class DefinitionBlock(blocks.StructBlock):
    """A term and what it means; in a lesson, and as an entry of a course's glossary."""

    term = blocks.CharBlock(max_length=150, label=_("Term"))
    text = blocks.TextBlock(label=_("Definition"))

    class Meta:
        icon = "tag"
        label = _("Definition")
        template = "cms/blocks/definition.html"
        group = groups.EMPHASIS
        description = _("A term and what it means. In a course, such terms make the glossary.")

    def get_preview_value(self):
        """Give the picker an example in the reader's language."""
        return self.normalize(
            {"term": _("Call number"), "text": _("The mark that says where a book stands on the shelf.")}
        )
