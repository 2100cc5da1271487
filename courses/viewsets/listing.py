"""Listings of the Academy menu: own rows alone, with search, filters, boxes to tick, and files to take away."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib.admin.utils import quote
from django.db.models import Model, Q, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import BaseColumn, BulkActionsCheckboxColumn, Column, TitleColumn
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.admin.views.generic import IndexView

from courses.selectors.folding import spellings
from courses.viewsets.export import TableExportMixin


class TotalPaginator(WagtailPaginator):
    """Says how many rows there are without a noun: Wagtail's own words know the plural of English alone."""

    @property
    def items_count_label(self) -> str:
        """Say the number."""
        return _("Total: {count}").format(count=self.count)


class OwnIndexView(TableExportMixin, IndexView):
    """Lists the rows that the person may change, or has another `right` on."""

    right = "change"
    template_name = "courses/cms/listing.html"
    paginator_class = TotalPaginator
    #: Foreign keys that a row shows.
    list_related: Sequence[str] = ()
    #: Adds to the rows of one page, or of the file, what needs queries of its own: once for all of them.
    prepare_rows: Callable[[Sequence[Any], str], None] | None = None

    def get_base_queryset(self) -> QuerySet:
        """Narrow the listing, its search and its filters."""
        own = self.permission_policy.instances_user_has_permission_for(self.request.user, self.right)
        return super().get_base_queryset().filter(pk__in=own).select_related(*self.list_related)

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        """Find the query in any of the fields, in any case."""
        found = Q()
        for field in self.search_fields or () if self.is_searching else ():
            for spelling in spellings(self.search_query):
                found |= Q(**{f"{field}__icontains": spelling})
        # A subquery, because a field of many rows (titles in three languages) would list its row more than once.
        return queryset.filter(pk__in=self.model.objects.filter(found).values("pk")) if found else queryset

    def get_table(self, object_list: QuerySet) -> Any:
        """Complete the rows before they are shown or written into a file."""
        if self.prepare_rows:
            self.prepare_rows(list(object_list), self.request.LANGUAGE_CODE)
        return super().get_table(object_list)

    @cached_property
    def has_bulk_actions(self) -> bool:
        """Whether there is something to do with several rows at once."""
        names = self.model._meta  # noqa: SLF001 - Django's public API
        return bool(bulk_action_registry.get_bulk_actions_for_model(names.app_label, names.model_name))

    @cached_property
    def columns(self) -> list[BaseColumn]:
        """Put the boxes to tick first, and let the next column lead to the row, however it is written down."""
        boxes = [BulkActionsCheckboxColumn("bulk_actions", obj_type="row")] if self.has_bulk_actions else []
        first, *others = super().columns
        return [*boxes, first if isinstance(first, TitleColumn) else self._as_title(first), *others]

    def _as_title(self, column: Column) -> BaseColumn:
        return self._get_title_column_class(TitleColumn)(
            column.name,
            label=column.label,
            accessor=column.accessor,
            sort_key=column.sort_key,
            get_url=lambda row: self.get_edit_url(row) or self.get_inspect_url(row),
            get_title_id=_title_id,
        )

    def _get_title_column(self, *args: Any, **kwargs: Any) -> BaseColumn:
        """Let each title name its box for screen readers."""
        return super()._get_title_column(*args, **kwargs, get_title_id=_title_id)


def _title_id(row: Model) -> str:
    return f"row_{quote(row.pk)}_title"
