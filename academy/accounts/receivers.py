"""Signals of others that the people's side listens to; each makes one service call."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import m2m_changed, post_delete, pre_delete, pre_save
from django.http import HttpRequest

from academy.accounts.idle import begin_use
from academy.accounts.log_labels import forget_names
from academy.accounts.models import Membership, User
from academy.accounts.second_factor import count_first_factor
from academy.accounts.sessions import (
    end_sessions,
    end_sessions_of_changed_member,
    end_sessions_of_changed_user,
    end_sessions_of_gone_member,
)


def take_note_of_first_factor(request: HttpRequest, authenticator: Authenticator, **_kwargs: Any) -> None:
    """Let a person who has just set up the first factor go on without being asked for it again."""
    count_first_factor(request=request, authenticator=authenticator)


def note_beginning(request: HttpRequest, user: User, **_kwargs: Any) -> None:
    """Let the time of a session run from the login."""
    begin_use(request, user)


def end_sessions_of_lost_role(instance: Any, action: str, pk_set: set[int] | None, **kwargs: Any) -> None:
    """End the sessions of whoever leaves a group, from whichever side it is said."""
    if action in {"post_remove", "pre_clear"}:
        end_sessions(_who_left(instance, pk_set, reverse=kwargs["reverse"]))


def _who_left(instance: Any, pk_set: set[int] | None, *, reverse: bool) -> list[int]:
    if not reverse:
        return [instance.pk]
    return list(pk_set) if pk_set is not None else list(instance.user_set.values_list("pk", flat=True))


def end_sessions_of_lost_rights(instance: User, update_fields: frozenset[str] | None, **_kwargs: Any) -> None:
    """End the sessions of whoever is deactivated or is no superuser any more."""
    if update_fields is None or update_fields & {"is_active", "is_superuser"}:
        end_sessions_of_changed_user(instance)


def end_sessions_of_changed_office(instance: Membership, **_kwargs: Any) -> None:
    """End the sessions of whoever serves an institution in another way from now on."""
    end_sessions_of_changed_member(instance)


def end_sessions_of_lost_office(instance: Membership, **_kwargs: Any) -> None:
    """End the sessions of whoever stops serving an institution."""
    end_sessions_of_gone_member(instance)


def forget_deleted_person(instance: User, **_kwargs: Any) -> None:
    """Leave no name in the log of the CMS, by whatever way the account is deleted."""
    forget_names(person=instance)


authenticator_added.connect(take_note_of_first_factor, dispatch_uid="accounts.take_note_of_first_factor")
user_logged_in.connect(note_beginning, dispatch_uid="accounts.note_beginning")
m2m_changed.connect(
    end_sessions_of_lost_role, sender=User.groups.through, dispatch_uid="accounts.end_sessions_of_lost_role"
)
pre_save.connect(end_sessions_of_lost_rights, sender=User, dispatch_uid="accounts.end_sessions_of_lost_rights")
pre_save.connect(
    end_sessions_of_changed_office, sender=Membership, dispatch_uid="accounts.end_sessions_of_changed_office"
)
post_delete.connect(end_sessions_of_lost_office, sender=Membership, dispatch_uid="accounts.end_sessions_of_lost_office")
pre_delete.connect(forget_deleted_person, sender=User, dispatch_uid="accounts.forget_deleted_person")
