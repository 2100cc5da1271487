"""Wagtail's generic views ask for the right on the model alone; these ask for the right on the row as well."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Model
from django.http import Http404
from django.urls import URLPattern
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
    #: Names of the views that there are none of.
    left_out: frozenset[str] = frozenset()
    #: Name of the view to which a row leads.
    row_view = "edit"
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

    def get_url_name(self, view_name: str) -> str | None:
        """Name the row's own view for the form, and nothing for a view that there is none of."""
        name = self.row_view if view_name == "edit" else view_name
        return None if name in self.left_out else super().get_url_name(name)

    def get_urlpatterns(self) -> list[URLPattern]:
        """Leave out what there is none of."""
        return [pattern for pattern in super().get_urlpatterns() if pattern.name not in self.left_out]

    def register_admin_url_finder(self) -> None:
        """Let other pages lead to the row, if it has a view at all."""
        if self.get_url_name("edit"):
            super().register_admin_url_finder()


class PageRowViewSet(OwnRowViewSet):
    """Rows that their first page makes, and that stay for as long as anything names them."""

    left_out = frozenset({"add", "delete"})


class RowPageViewSet(OwnRowViewSet):
    """Rows that have a page of their own (`row_view`) instead of a form, a history and a usage."""

    form_fields = ()
    left_out = frozenset({"add", "edit", "delete", "history", "usage"})

    def get_urlpatterns(self) -> list[URLPattern]:
        """Leave the listing."""
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in {"index", "index_results"}]
