"""What is put on record of roles: who has them, and what they may do."""

from typing import Any, Final

from django.contrib.auth.models import Group
from django.db.models import F, Model, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Concat
from wagtail.models import GroupCollectionPermission, GroupPagePermission

from academy.accounts.acting import put_on_record
from academy.record.enums import ChangeKind

#: What a person is linked with -> its name, and what is told when the link is made, and when it is taken.
LINKS: Final[dict[str, tuple[Combinable, ChangeKind, ChangeKind]]] = {
    "group": (F("group__name"), ChangeKind.ROLE_GIVEN, ChangeKind.ROLE_TAKEN),
    "permission": (
        Concat("permission__content_type__app_label", Value("."), "permission__codename"),
        ChangeKind.RIGHT_GIVEN,
        ChangeKind.RIGHT_TAKEN,
    ),
}


def tell_of_links(through: type[Model], what: str, *, given: bool, **rows: Any) -> None:
    """Tell of each row of this table between people and groups, or people and permissions, that is made or taken."""
    name, kind_given, kind_taken = LINKS[what]
    kind = kind_given if given else kind_taken
    links = through._default_manager.filter(**rows).order_by("pk")  # noqa: SLF001 - Django's public name for it
    for person, subject in links.values_list("user_id", name):
        put_on_record(kind, person=person, subject=subject)


def tell_of_role(group: Group, *, stored_name: str | None) -> None:
    """Tell of a new role (no name is stored), or of another name."""
    if stored_name is None:
        put_on_record(ChangeKind.ROLE_MADE, subject=group.name)
    elif stored_name != group.name:
        put_on_record(ChangeKind.ROLE_RENAMED, subject=group.name, facts={"before": stored_name, "after": group.name})


def tell_of_removed_role(group: Group) -> None:
    """Tell that a role is gone."""
    put_on_record(ChangeKind.ROLE_REMOVED, subject=group.name)


def rights_of(group: Group) -> set[str]:
    """Return all that the role may do, each right as one text."""
    rights = group.permissions.values_list("content_type__app_label", "codename")
    pages = GroupPagePermission.objects.filter(group=group).values_list("permission__codename", "page")
    collections = GroupCollectionPermission.objects.filter(group=group)
    return (
        {f"{app}.{codename}" for app, codename in rights}
        | {f"{codename} page {page}" for codename, page in pages}
        | {
            f"{codename} collection {collection}"
            for codename, collection in collections.values_list("permission__codename", "collection")
        }
    )


def tell_of_rights(group: Group, *, before: set[str]) -> None:
    """Tell once what the role may do now and could not before, and the reverse; nothing where nothing changed."""
    after = rights_of(group)
    if after != before:
        facts = {"given": sorted(after - before), "taken": sorted(before - after)}
        put_on_record(ChangeKind.ROLE_CHANGED, subject=group.name, facts=facts)
