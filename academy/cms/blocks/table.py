from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from academy.cms.blocks import groups


class TableBlock(blocks.StructBlock):
    """A table with a caption and a head row; built from lists, which wagtail-localize translates cell by cell."""

    caption = blocks.CharBlock(max_length=200, label=_("Caption"))
    columns = blocks.ListBlock(blocks.CharBlock(max_length=120), min_num=1, label=_("Column heads"))
    rows = blocks.ListBlock(
        blocks.ListBlock(blocks.CharBlock(required=False), label=_("Cells")), min_num=1, label=_("Rows")
    )

    class Meta:
        icon = "table"
        label = _("Table")
        template = "cms/blocks/table.html"
        group = groups.TEXT
        description = _("Things to compare: a caption, heads of the columns, and rows of cells.")

    def get_preview_value(self):
        """Give the picker an example in the reader's language."""
        return self.normalize(
            {
                "caption": _("Main classes"),
                "columns": [_("Index"), _("Class")],
                "rows": [["0", _("Science and knowledge")], ["7", _("The arts")]],
            }
        )

    def clean(self, value):
        """Refuse to publish a row with more or fewer cells than there are columns."""
        cleaned = super().clean(value)
        if not self.is_deferred_validation and any(len(row) != len(cleaned["columns"]) for row in cleaned["rows"]):
            raise StructBlockValidationError({"rows": ValidationError(_("Give every row one cell for each column."))})
        return cleaned
