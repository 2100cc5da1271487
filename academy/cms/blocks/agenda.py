from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class AgendaItemBlock(blocks.StructBlock):
    """A part of a seminar: when or how long, what, and by whom."""

    time = blocks.CharBlock(
        required=False,
        max_length=40,
        label=_("Time or length"),
        help_text=_("Such as 10:00–10:45, or 45 minutes where the seminar is repeated at other hours."),
    )
    title = blocks.CharBlock(max_length=200, label=_("Title"))
    who = blocks.CharBlock(required=False, max_length=200, label=_("Led by"))

    class Meta:
        icon = "time"
        label = _("Part of the agenda")
        template = "cms/blocks/agenda.html"
        description = _("What is done in the seminar, when, and who leads it.")

    def get_preview_value(self):
        """Give the picker an example in the reader's language."""
        return self.normalize({"time": "10:00–10:45", "title": _("How to read a call number"), "who": ""})
