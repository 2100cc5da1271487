"""Who somebody is, and may do what: Django's own backend, in one query each for the person and for all rights."""

from typing import Any, Final

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.db.models import Exists, OuterRef, QuerySet

from academy.accounts.models import User
from academy.accounts.second_factor import serving_people
from academy.prepared import Prepared, PreparedInstances

_RIGHTS: Final = Prepared(
    lambda own, of_group: _names(Permission.objects.filter(user=own)).union(
        _names(Permission.objects.filter(group__user=of_group))
    ),
    -1,
    -2,
)


def _names(rights: QuerySet[Permission]) -> QuerySet[Permission, tuple[str, str]]:
    return rights.order_by().values_list("content_type__app_label", "codename")


#: The person whom a session names, and whether this person serves others.
_PERSON: Final = PreparedInstances(
    User,
    lambda pk: User.objects.filter(pk=pk).annotate(  # type: ignore[no-redef] # where `second_factor` looks for it
        serves=Exists(serving_people().filter(pk=OuterRef("pk")))
    ),
    -1,
    also=("serves",),
)


class PersonBackend(ModelBackend):
    """Stands before allauth's, which finds what it found where it looks for it."""

    def get_user(self, user_id: int) -> User | None:
        """Return the person, unless there is none or the account is closed. One query, for any role as well."""
        person = _PERSON.first(user_id)
        return person if person is not None and self.user_can_authenticate(person) else None

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """Return the rights of the person. One query for each request, or none where rights are not needed."""
        if not user_obj.is_active or user_obj.is_superuser or obj is not None:
            return super().get_all_permissions(user_obj, obj)
        if not hasattr(user_obj, "_perm_cache"):
            rows = _RIGHTS.rows(user_obj.pk, user_obj.pk)
            user_obj._perm_cache = {f"{app}.{right}" for app, right in rows}  # noqa: SLF001 - where Django keeps them
        rights: set[str] = user_obj._perm_cache  # noqa: SLF001
        return rights
