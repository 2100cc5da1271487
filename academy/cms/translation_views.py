"""Views of wagtail-localize that ask for no right on the page: whoever may translate could do so with any page."""

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import path
from wagtail.admin.auth import require_admin_access
from wagtail.models import Page
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.views.report import TranslationsReportView
from wagtail_localize.views.submit_translations import SubmitPageTranslationView
from wagtail_localize.views.update_translations import UpdateTranslationsView

from academy.cms.page_views import found_pages


def _refuse_foreign(request: HttpRequest, page: Page) -> None:
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied


class SubmitOwnPageView(SubmitPageTranslationView):
    """Begins the translation of a page that the person may edit."""

    def get_object(self) -> Page:
        """Find the page, and ask for the right to edit it."""
        page = super().get_object()
        _refuse_foreign(self.request, page)
        return page


class UpdateOwnTranslationsView(UpdateTranslationsView):
    """Carries changes of a page that the person may edit into its translations."""

    def get_object(self) -> TranslationSource:
        """Find the source, and ask for the right to edit its page."""
        source = super().get_object()
        _refuse_foreign(self.request, source.get_source_instance())
        return source


class FoundTranslationsReportView(TranslationsReportView):
    """Lists the translations of pages that the person finds in the explorer."""

    def get_queryset(self) -> QuerySet[Translation]:
        """Narrow the report. A page and its translations share a key, by which wagtail-localize names them."""
        keys = found_pages(self.request.user).values("translation_key")
        return super().get_queryset().filter(source__object__in=keys).order_by("-pk")


#: They stand before the admin's own addresses in `academy.urls`.
urlpatterns = [
    path("submit/page/<int:page_id>/", require_admin_access(SubmitOwnPageView.as_view())),
    path("reports/translations/", require_admin_access(FoundTranslationsReportView.as_view())),
    path("reports/translations/results/", require_admin_access(FoundTranslationsReportView.as_view(results_only=True))),
    path("update/<int:translation_source_id>/", require_admin_access(UpdateOwnTranslationsView.as_view())),
]
