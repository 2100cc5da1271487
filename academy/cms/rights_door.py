"""The door of every view of the CMS that asks for a right: it is asked for before the row is looked for.

Wagtail looks for the row first, so whoever has no right at all could tell by numbers which accounts, institutions and
certificates there are.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.deprecation import MiddlewareMixin
from wagtail.admin.auth import permission_denied
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.models import Page

from academy.cms.middleware import is_admin


class RightsDoorMiddleware(MiddlewareMixin):
    """Stands behind the door of the CMS itself, which has turned away whoever may not enter."""

    def process_view(self, request: HttpRequest, view: Any, *_arguments: Any) -> HttpResponse | None:
        """Lead away whoever lacks the right that the view asks for, as the view would for a row that is there."""
        if not is_admin(request) or request.user.is_anonymous or _may_at_all(request.user, view):
            return None
        return permission_denied(request)


def _may_at_all(user: Any, view: Any) -> bool:
    """Whether the view would let the person in for some row. Rights on pages are those of single ones: `page_door`."""
    kind = getattr(view, "view_class", None)
    if not (isinstance(kind, type) and issubclass(kind, PermissionCheckedMixin)):
        return True
    model = view.view_initkwargs.get("model", getattr(kind, "model", None))
    if not isinstance(model, type) or issubclass(model, Page):
        return True
    asking: Any = kind(**view.view_initkwargs)
    one, some = asking.permission_required, asking.any_permission_required
    may_one = one is None or asking.permission_policy.user_has_permission(user, one)
    return may_one and (some is None or asking.permission_policy.user_has_any_permission(user, some))
