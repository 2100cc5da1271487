"""What the CMS shows of people and institutions beyond Wagtail's own user views (see `cms_users`)."""

from collections.abc import Sequence

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.views.bulk_action import BulkAction

from academy.accounts.models import User
from academy.accounts.sessions import end_sessions
from academy.accounts.viewsets import InstitutionViewSet


@hooks.register("register_admin_viewset")
def institutions() -> InstitutionViewSet:
    """Add institutions to the settings menu."""
    return InstitutionViewSet("institutions", url_prefix="institutions")


@hooks.register("after_bulk_action")
def end_sessions_of_deactivated(
    request: HttpRequest,  # noqa: ARG001 - the signature is Wagtail's
    action_type: str,
    objects: Sequence[User],
    action: BulkAction,
) -> None:
    """End the sessions of people who were deactivated together: that says no signal."""
    if action_type == "set_active_state" and not action.cleaned_form.cleaned_data["mark_as_active"]:
        end_sessions([user.pk for user in objects])
