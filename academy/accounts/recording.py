"""Signals of others that put changes of people on record; each makes one service call.

They are received because roles, second factors and accounts are changed in views, forms and commands of Django,
Wagtail and allauth, which call no service of ours.
"""

from collections.abc import Iterable
from functools import partial
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save

from academy.accounts import changes, role_changes
from academy.accounts.models import Membership, User
from academy.accounts.watched import WatchedModel, tell_of_saving

#: What happens to links -> whether they are given. What is taken is looked at while it is still there.
LINK_ACTIONS = {"post_add": True, "pre_remove": False, "pre_clear": False}


def note_saving(instance: WatchedModel, update_fields: Iterable[str] | None, *, raw: bool, **_kwargs: Any) -> None:
    """Compare what is stored with what will be; a restored backup brings its own record."""
    if not raw:
        tell_of_saving(instance, columns=update_fields)


def note_making(instance: WatchedModel, *, created: bool, raw: bool, **_kwargs: Any) -> None:
    """Tell of a new row."""
    if created and not raw:
        instance.ON_RECORD.tell(instance.pk, None, instance.ON_RECORD.of(instance))


def note_end(instance: Membership, **_kwargs: Any) -> None:
    """Tell of a membership that is gone, by whatever way."""
    instance.ON_RECORD.tell(instance.pk, instance.ON_RECORD.of(instance), None)


def note_password(instance: User, update_fields: Iterable[str] | None, **_kwargs: Any) -> None:
    """Tell of a password that somebody chose. Where Django hashes the old one anew, it leaves `_password` empty."""
    is_chosen = getattr(instance, "_password", None) is not None and not instance._state.adding  # noqa: SLF001
    if is_chosen and (update_fields is None or "password" in update_fields):
        changes.tell_of_password(person=instance.pk)


def note_erasure(instance: User, **_kwargs: Any) -> None:
    """Tell of an account that goes, by whatever way."""
    roles = sorted(instance.groups.values_list("name", flat=True))
    changes.tell_of_erasure(person=instance.pk, roles=roles)


def note_new_factor(instance: Authenticator, *, raw: bool, **_kwargs: Any) -> None:
    """Tell before it is stored: passkeys are stored outside a transaction, and none may be there without a word."""
    if instance._state.adding and not raw:  # noqa: SLF001
        changes.tell_of_factor(person=instance.user_id, factor=instance.type, added=True)


def note_removed_factor(instance: Authenticator, **_kwargs: Any) -> None:
    """Tell of a second factor that is gone."""
    changes.tell_of_factor(person=instance.user_id, factor=instance.type, added=False)


def note_links(  # noqa: PLR0913 - the signature is Django's
    what: str,
    sender: type[Model],
    instance: Model,
    *,
    action: str,
    reverse: bool,
    pk_set: set[int] | None,
    **_kwargs: Any,
) -> None:
    """Tell of roles, or single rights, given to people and taken from them; `reverse`: from the side of the role."""
    if action in LINK_ACTIONS:
        own, other = (what, "user") if reverse else ("user", what)
        rows: dict[str, Any] = {own: instance} | ({} if pk_set is None else {f"{other}__in": pk_set})
        role_changes.tell_of_links(sender, what, given=LINK_ACTIONS[action], **rows)


def note_role(instance: Group, *, raw: bool, **_kwargs: Any) -> None:
    """Tell of a new role and of a new name."""
    if not raw:
        stored = Group.objects.filter(pk=instance.pk).values_list("name", flat=True).first()
        role_changes.tell_of_role(instance, stored_name=stored)


def note_removed_role(instance: Group, **_kwargs: Any) -> None:
    """Tell that people lose a role which is removed. Django sends nothing for each of them."""
    role_changes.tell_of_links(User.groups.through, "group", given=False, group=instance)
    role_changes.tell_of_removed_role(instance)


for watched in (User, Membership):
    pre_save.connect(note_saving, sender=watched, dispatch_uid=f"accounts.note_saving.{watched.__name__}")
    post_save.connect(note_making, sender=watched, dispatch_uid=f"accounts.note_making.{watched.__name__}")
post_delete.connect(note_end, sender=Membership, dispatch_uid="accounts.note_end")
pre_save.connect(note_password, sender=User, dispatch_uid="accounts.note_password")
pre_delete.connect(note_erasure, sender=User, dispatch_uid="accounts.note_erasure")
pre_save.connect(note_new_factor, sender=Authenticator, dispatch_uid="accounts.note_new_factor")
post_delete.connect(note_removed_factor, sender=Authenticator, dispatch_uid="accounts.note_removed_factor")
pre_save.connect(note_role, sender=Group, dispatch_uid="accounts.note_role")
pre_delete.connect(note_removed_role, sender=Group, dispatch_uid="accounts.note_removed_role")
for what, through in (("group", User.groups.through), ("permission", User.user_permissions.through)):
    m2m_changed.connect(
        partial(note_links, what), sender=through, weak=False, dispatch_uid=f"accounts.note_links.{what}"
    )
