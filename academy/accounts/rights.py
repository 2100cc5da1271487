"""What a person may do, asked for at once: Django asks twice, for own rights and for those of the groups."""

from typing import Any, Final

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.db.models import QuerySet

from academy.prepared import Prepared

_RIGHTS: Final = Prepared(
    lambda own, of_group: _names(Permission.objects.filter(user=own)).union(
        _names(Permission.objects.filter(group__user=of_group))
    ),
    -1,
    -2,
)


def _names(rights: QuerySet[Permission]) -> QuerySet[Permission, tuple[str, str]]:
    return rights.order_by().values_list("content_type__app_label", "codename")


class RightsBackend(ModelBackend):
    """Stands before the backends that log in, and logs nobody in; what it finds, they find where they look for it."""

    def authenticate(self, *_credentials: Any, **_named: Any) -> None:
        """Leave it to the others."""

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """Return the rights of the person. One query for each request, or none where rights are not needed."""
        if not user_obj.is_active or user_obj.is_superuser or obj is not None:
            return super().get_all_permissions(user_obj, obj)
        if not hasattr(user_obj, "_perm_cache"):
            rows = _RIGHTS.rows(user_obj.pk, user_obj.pk)
            user_obj._perm_cache = {f"{app}.{right}" for app, right in rows}  # noqa: SLF001 - where Django keeps them
        rights: set[str] = user_obj._perm_cache  # noqa: SLF001
        return rights
