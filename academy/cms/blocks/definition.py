from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class DefinitionBlock(blocks.StructBlock):
    """A term and what it means; in a lesson, and as an entry of a course's glossary."""

    term = blocks.CharBlock(max_length=150, label=_("Term"))
    text = blocks.TextBlock(label=_("Definition"))

    class Meta:
        icon = "tag"
        label = _("Definition")
        template = "cms/blocks/definition.html"
