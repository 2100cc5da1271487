"""Views of wagtail-localize that ask for no right on the page: whoever may translate could do so with any page."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import path
from wagtail.admin.auth import require_admin_access
from wagtail.models import Page
from wagtail_localize.models import TranslationSource
from wagtail_localize.views.submit_translations import SubmitPageTranslationView
from wagtail_localize.views.update_translations import UpdateTranslationsView


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


#: They stand before the admin's own addresses in `academy.urls`.
urlpatterns = [
    path("submit/page/<int:page_id>/", require_admin_access(SubmitOwnPageView.as_view())),
    path("update/<int:translation_source_id>/", require_admin_access(UpdateOwnTranslationsView.as_view())),
]
