"""Ends sessions where rights end: nobody goes on, or comes back, in a browser that was opened with more."""

from collections.abc import Iterable

from allauth.usersessions.models import UserSession

from academy.accounts.models import Membership, User
from academy.accounts.second_factor import SERVING


def end_sessions(users: Iterable[int]) -> None:
    """End every session of these people, told by their keys."""
    for session in UserSession.objects.filter(user__in=users):
        session.end()


def end_sessions_of_changed_user(user: User) -> None:
    """End them when what is about to be stored takes the account, or all rights, away."""
    lost = [flag for flag in ("is_active", "is_superuser") if not getattr(user, flag)]
    if user.pk and lost and User.objects.filter(pk=user.pk).exclude(**dict.fromkeys(lost, False)).exists():
        end_sessions([user.pk])


def end_sessions_of_changed_member(membership: Membership) -> None:
    """End them when an office is about to become something else, or somebody else's."""
    before = Membership.objects.filter(pk=membership.pk, role__in=SERVING).first()
    if before and (before.user_id, before.role) != (membership.user_id, membership.role):
        end_sessions([before.user_id])


def end_sessions_of_gone_member(membership: Membership) -> None:
    """End them when an office was taken away."""
    if membership.role in SERVING:
        end_sessions([membership.user_id])
