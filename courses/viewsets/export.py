"""Listings as files: what a table shows, safe to open in a spreadsheet."""

from collections.abc import Iterator
from typing import Any

from wagtail.admin.ui.tables import Column
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from academy.table_file import BYTE_ORDER_MARK, cell_value


class TableExportMixin(SpreadsheetExportMixin):
    """Exports the columns of the listing, all rows of it, narrowed by search and filters as on the screen."""

    @property
    def list_export(self) -> list[str]:
        """Name the columns that hold a value: the boxes to tick are none."""
        return [column.name for column in self._columns()]

    def _columns(self) -> list[Column]:
        return [column for column in self.columns if isinstance(column, Column)]

    def to_row_dict(self, item: Any) -> dict[str, object]:
        """Ask each column for its value."""
        return {column.name: cell_value(column.get_value(item)) for column in self._columns()}

    def preprocess_field_value(self, field: str, value: object, export_format: str) -> object:  # noqa: ARG002
        """Leave the value as it is: it was made harmless before."""
        return value

    def get_heading(self, queryset: object, field: str) -> str:  # noqa: ARG002 - the signature is Wagtail's
        """Say what the listing says above the column."""
        return str(next(column.label for column in self._columns() if column.name == field))

    def get_filename(self) -> str:
        """Name the file after the kind of its rows."""
        return self.model._meta.model_name  # noqa: SLF001 - Django's public API

    def stream_csv(self, queryset: object) -> Iterator[bytes]:
        """Begin with the mark that says which alphabet follows."""
        yield BYTE_ORDER_MARK
        yield from super().stream_csv(queryset)
