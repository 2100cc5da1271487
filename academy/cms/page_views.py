"""Views of Wagtail that show a page, or its title, to whoever may not find it in the explorer.

What a person may find is decided by the permission policy of pages; these views ask it, Wagtail's own do not.
"""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.views.decorators.http import require_POST
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.chooser import BrowseView, ChosenMultipleView
from wagtail.admin.views.pages.history import PageHistoryView
from wagtail.admin.views.pages.preview import PreviewOnEditView
from wagtail.admin.views.reports.audit_logging import LogEntriesView
from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView
from wagtail.admin.viewsets.pages import page_viewset_registry
from wagtail.contrib.redirects.views import process_import as wagtail_process_import
from wagtail.models import Page
from wagtail.permissions import policy_registry

from academy.cms.models.ownership import edits_every_page
from academy.named_ids import named_ids


def found_pages(user: Any) -> QuerySet[Page]:
    """Pages that the person finds in the explorer."""
    return policy_registry.get_by_type(Page).explorable_instances(user)


def only_found(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer for a page that the person does not find as for a missing one.

    Whoever finds none is led home: that is where reviewers come from, and Wagtail leads them here after their verdict.
    """

    @wraps(view)
    def guarded(request: HttpRequest, parent_page_id: int) -> HttpResponse:
        found = found_pages(request.user)
        if not found.filter(pk=parent_page_id).exists():
            if found.exists():
                raise Http404
            return redirect("wagtailadmin_home")
        return view(request, parent_page_id=parent_page_id)

    return require_admin_access(guarded)


class FoundTypesReportView(PageTypesUsageReportView):
    """Names the page of a type that was edited last only to whoever finds it."""

    def decorate_paginated_queryset(self, page_types: Iterable[Any]) -> Iterable[Any]:
        """Leave the others out."""
        page_types = super().decorate_paginated_queryset(page_types)
        ids = [kind.last_edited_page_id for kind in page_types]
        found = set(found_pages(self.request.user).filter(pk__in=ids).values_list("pk", flat=True))
        for kind in page_types:
            kind.last_edited_page = kind.last_edited_page if kind.last_edited_page_id in found else None
        return page_types


class WholeHistoryView(LogEntriesView):
    """Shows what was done on the whole site to whoever edits every page: it names rows and deleted pages of everybody.

    Each page and each row shows its own history to whoever may change it.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse the others."""
        if not edits_every_page(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class PreviewOfEditedView(PreviewOnEditView):
    """Shows the preview to whoever may edit the page: Wagtail asks for a right on pages, and reviewers have none."""

    permission_required = None


class HistoryOfEditedView(PageHistoryView):
    """The same for the history."""

    any_permission_required = None


class ChosenFoundView(ChosenMultipleView):
    """Tells the titles of chosen pages that the person finds."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Answer for others as for missing ones."""
        ids = set(named_ids(request.GET.getlist("id")))
        if found_pages(request.user).filter(pk__in=ids).count() != len(ids):
            raise Http404
        return super().get(request)


def missing(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Stand where Wagtail has an address that fails on purpose: nobody needs to ring our alarms from a link."""
    raise Http404


def process_import(request: HttpRequest) -> HttpResponse:
    """Take the second step of importing redirects; without what the first one sends along, Wagtail's fails."""
    if "input_format" not in request.POST:
        raise BadRequest
    return wagtail_process_import(request)


def _explorer(name: str) -> Callable[..., HttpResponse]:
    return page_viewset_registry.as_view(name, parent_page_id_kwarg="parent_page_id")


#: They stand before the admin's own addresses in `academy.urls`.
urlpatterns = [
    path("pages/<int:parent_page_id>/", only_found(_explorer("index"))),
    path("pages/<int:parent_page_id>/results/", only_found(_explorer("index_results"))),
    path("pages/<int:page_id>/edit/preview/", require_admin_access(PreviewOfEditedView.as_view())),
    path("pages/<int:page_id>/history/", require_admin_access(HistoryOfEditedView.as_view())),
    path("pages/<int:page_id>/history/results/", require_admin_access(HistoryOfEditedView.as_view(results_only=True))),
    path("choose-page/<int:parent_page_id>/", only_found(BrowseView.as_view())),
    path("choose-page/chosen-multiple/", require_admin_access(ChosenFoundView.as_view())),
    path("failwhale/", require_admin_access(missing)),
    path("redirects/import/process/", require_POST(require_admin_access(process_import))),
    path("reports/site-history/", require_admin_access(WholeHistoryView.as_view())),
    path("reports/site-history/results/", require_admin_access(WholeHistoryView.as_view(results_only=True))),
    path("reports/page-types-usage/", require_admin_access(FoundTypesReportView.as_view())),
    path("reports/page-types-usage/results/", require_admin_access(FoundTypesReportView.as_view(results_only=True))),
]
