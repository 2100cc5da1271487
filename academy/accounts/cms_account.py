"""The page of the CMS on which people set how the CMS looks to them."""

from django.urls import path
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.account import AccountView as WagtailAccountView
from wagtail.admin.views.account import BaseSettingsPanel, NameEmailSettingsPanel


class AccountView(WagtailAccountView):
    """Without Wagtail's panel for first and last name, which our model lacks: `profile` is the place for the name."""

    def get_panels(self) -> list[BaseSettingsPanel]:
        """Leave the name out."""
        return [panel for panel in super().get_panels() if not isinstance(panel, NameEmailSettingsPanel)]


urlpatterns = [path("", require_admin_access(AccountView.as_view()))]
