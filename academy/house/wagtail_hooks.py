"""The page “State of the house” in the CMS, for those who may see it."""

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from academy.house.views.state import PERMISSION, state_of_the_house


class StateMenuItem(MenuItem):
    """An entry for administrators."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask for the permission."""
        return request.user.has_perm(PERMISSION)


@hooks.register("register_admin_urls")
def state_address():
    """Give the page an address."""
    return [path("house/", state_of_the_house, name="state_of_the_house")]


@hooks.register("register_reports_menu_item")
def state_item() -> MenuItem:
    """Lead there from the reports."""
    return StateMenuItem(
        _("State of the house"), reverse("state_of_the_house"), name="state-of-the-house", icon_name="desktop", order=50
    )
