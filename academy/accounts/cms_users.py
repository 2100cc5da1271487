"""Wagtail's users app with our views: our model has neither user name nor first and last name."""

from wagtail.users.apps import WagtailUsersAppConfig


class UsersConfig(WagtailUsersAppConfig):
    """Takes the place of `wagtail.users` in INSTALLED_APPS."""

    user_viewset = "academy.accounts.viewsets.UserViewSet"
    group_viewset = "academy.accounts.viewsets.GroupViewSet"
