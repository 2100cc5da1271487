"""Of whom a second factor is required, and whether this session proved one.

The session knows: allauth records in it each way in which the person was recognised, "mfa" among them. A session that
was opened with a password alone, perhaps before the person got a role, therefore proves nothing.
"""

from typing import Final

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from academy.accounts.enums import MembershipRole
from academy.accounts.models import User
from academy.prepared import Prepared

#: What recognises a person; recovery codes only stand in for one of these.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
#: Memberships that open the data of other people.
SERVING = (MembershipRole.HR, MembershipRole.ORGANISER)


def serving_people() -> QuerySet[User]:
    """Whoever has a role, a right or an office."""
    has_any = Q(groups__isnull=False) | Q(user_permissions__isnull=False) | Q(memberships__role__in=SERVING)
    return User.objects.filter(has_any)


_SERVES: Final = Prepared(lambda user: serving_people().filter(pk=user).values_list("pk")[:1], -1)


def needs_second_factor(user: User) -> bool:
    """Whether the person has to prove one. At most one query, which `user` remembers if the answer is no."""
    if not settings.SECOND_FACTOR_REQUIRED:
        return False
    user.has_no_role = not serves_others(user)
    return not user.has_no_role


def serves_others(user: User) -> bool:
    """Whether the person decides for others or sees them: any role, right or office. At most one query."""
    if user.is_superuser:
        return True
    return bool(_SERVES.rows(user.pk)) if user.serves is None else user.serves


def factors_of(user: User) -> QuerySet[Authenticator]:
    """Apps and keys of the person; recovery codes are none."""
    return Authenticator.objects.filter(user=user, type__in=FACTORS)


def proved_second_factor(request: HttpRequest) -> bool:
    """Whether this session proved one, at login or since. No query beside that of the session."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


def may_remove(authenticator: Authenticator) -> bool:
    """Whether the person keeps what is required without it."""
    if authenticator.type not in FACTORS or not needs_second_factor(authenticator.user):
        return True
    return factors_of(authenticator.user).exclude(pk=authenticator.pk).exists()


def count_first_factor(*, request: HttpRequest, authenticator: Authenticator) -> None:
    """Take the setting up of a person's first factor for its proof.

    A second one proves nothing: whoever sits at a session that was left open could add an own one.
    """
    if authenticator.type not in FACTORS or factors_of(authenticator.user).exclude(pk=authenticator.pk).exists():
        return
    record_authentication(request, authenticator.user, "mfa", id=authenticator.pk, type=authenticator.type)
