"""Wagtail's generic views ask for the right on the model alone; these ask for the right on the row as well."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Model
from django.http import Http404
from wagtail.admin.views.generic import DeleteView, EditView
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.views.generic.usage import UsageView
from wagtail.admin.viewsets.model import ModelViewSet

from courses.viewsets.listing import OwnIndexView


class OwnRowMixin:
    """A row that the person may not change answers as a missing one."""

    def get_object(self, *args: Any, **kwargs: Any) -> Model:
        """Find the row, and ask the policy."""
        row = super().get_object(*args, **kwargs)  # type: ignore[misc]
        if not self.user_has_permission_for_instance("change", row):  # type: ignore[attr-defined]
            raise Http404
        return row


class OwnEditView(OwnRowMixin, EditView):
    """Edits a row that the person may change."""


class OwnDeleteView(OwnRowMixin, DeleteView):
    """Deletes a row that the person may change."""


class OwnHistoryView(OwnRowMixin, HistoryView):
    """Shows the history of a row that the person may change."""


class OwnUsageView(OwnRowMixin, UsageView):
    """Shows where a row that the person may change is used."""


class OwnRowViewSet(ModelViewSet):
    """A viewset whose every view asks for the row. Rows are not copied: what they name exists once.

    Its listing has search (`search_fields`), filters and files; boxes to tick appear with the first `OwnRowsAction`
    for the model.
    """

    copy_view_enabled = False
    list_per_page = 50
    #: Foreign keys that a row of the listing shows.
    list_related: Sequence[str] = ()
    index_view_class = OwnIndexView
    edit_view_class = OwnEditView
    delete_view_class = OwnDeleteView
    history_view_class = OwnHistoryView
    usage_view_class = OwnUsageView

    def prepare_rows(self, rows: Sequence[Any], language: str) -> None:
        """Add what columns need queries for, once for all rows; nothing by default."""

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Tell the listing what its rows need."""
        own = {"list_related": self.list_related, "prepare_rows": self.prepare_rows}
        return super().get_index_view_kwargs(**(own | kwargs))
