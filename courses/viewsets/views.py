"""Wagtail's generic views ask for the right on the model alone; these ask for the right on the row as well."""

from typing import Any

from django.db.models import Model, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic import DeleteView, EditView, IndexView
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.views.generic.usage import UsageView
from wagtail.admin.viewsets.model import ModelViewSet


class OwnRowMixin:
    """A row that the person may not change answers as a missing one."""

    def get_object(self, *args: Any, **kwargs: Any) -> Model:
        """Find the row, and ask the policy."""
        row = super().get_object(*args, **kwargs)  # type: ignore[misc]
        if not self.user_has_permission_for_instance("change", row):  # type: ignore[attr-defined]
            raise Http404
        return row


class TotalPaginator(WagtailPaginator):
    """Says how many rows there are without a noun: Wagtail's own words know the plural of English alone."""

    @property
    def items_count_label(self) -> str:
        """Say the number."""
        return _("Total: {count}").format(count=self.count)


class OwnIndexView(IndexView):
    """Lists the rows that the person may change."""

    paginator_class = TotalPaginator

    def get_base_queryset(self) -> QuerySet:
        """Narrow the listing, its search and its filters."""
        own = self.permission_policy.instances_user_has_permission_for(self.request.user, "change")
        return super().get_base_queryset().filter(pk__in=own)


class OwnEditView(OwnRowMixin, EditView):
    """Edits a row that the person may change."""


class OwnDeleteView(OwnRowMixin, DeleteView):
    """Deletes a row that the person may change."""


class OwnHistoryView(OwnRowMixin, HistoryView):
    """Shows the history of a row that the person may change."""


class OwnUsageView(OwnRowMixin, UsageView):
    """Shows where a row that the person may change is used."""


class OwnRowViewSet(ModelViewSet):
    """A viewset whose every view asks for the row. Rows are not copied: what they name exists once."""

    copy_view_enabled = False
    index_view_class = OwnIndexView
    edit_view_class = OwnEditView
    delete_view_class = OwnDeleteView
    history_view_class = OwnHistoryView
    usage_view_class = OwnUsageView
