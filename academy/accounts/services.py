"""What changes people: their profile, their address, their place in an institution, and the accounts of the demo."""

from collections.abc import Mapping, Sequence

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from academy.accounts.demo import DEMO_ACCOUNTS, DEMO_PASSWORD, DemoAccount, demo_address
from academy.accounts.enums import MembershipRole
from academy.accounts.errors import DemoRefused
from academy.accounts.models import Institution, Membership, User


def update_profile(user: User, *, legal_name: str, language: str) -> User:
    """Store what people change themselves. Certificates already decided keep the name they were decided with."""
    user.legal_name = legal_name
    user.language = language
    user.save(update_fields=["legal_name", "language"])
    return user


@transaction.atomic
def change_address(user: User, *, email: str, verified: bool = False) -> EmailAddress:
    """Make `email` the one address of a user; unless `verified`, the first code sent there will confirm it."""
    user.email = email
    user.save(update_fields=["email"])
    EmailAddress.objects.filter(user=user).delete()
    return EmailAddress.objects.create(user=user, email=email, primary=True, verified=verified)


def join_institution(*, user: User, institution: Institution) -> Membership:
    """Make the person one of the staff, whose learning HR officers see from now on; twice is once."""
    membership, _made = Membership.objects.get_or_create(
        user=user, institution=institution, role=MembershipRole.MEMBER, defaults={"consented_at": timezone.now()}
    )
    return agree_to_view(membership)


def agree_to_view(membership: Membership) -> Membership:
    """Store the moment at which the member agreed that HR officers see what she or he learns; twice is once."""
    own = Membership.objects.filter(pk=membership.pk, role=MembershipRole.MEMBER, consented_at=None)
    own.update(consented_at=timezone.now())
    membership.refresh_from_db()
    return membership


def end_view(membership: Membership) -> None:
    """End what HR officers see of the member; the membership stays, and so does every certificate. Twice is once."""
    Membership.objects.filter(pk=membership.pk).update(consented_at=None)


def leave_institution(membership: Membership) -> None:
    """Take a member off the institution, and end the view with it. Whoever works there as HR or organiser stays so."""
    Membership.objects.filter(pk=membership.pk, role=MembershipRole.MEMBER).delete()


@transaction.atomic
def make_demo_accounts(definitions: Mapping[str, Mapping[str, str]]) -> dict[str, User]:
    """Make the accounts of the demo that are missing, and return all by key ("learner", "hr" …).

    `definitions` holds `legal_name` and `language` per key. The first two institutions, in the order in which they were
    made, are the demo's. What a person has changed since (name, password) stays. Raises DemoRefused in production.
    """
    if settings.PRODUCTION:
        raise DemoRefused
    institutions = list(Institution.objects.order_by("pk")[:2])
    found = {user.email: user for user in User.objects.filter(email__in=map(demo_address, DEMO_ACCOUNTS))}
    # Everybody may know it, so that one hash of it serves; each takes a third of a second.
    password = make_password(DEMO_PASSWORD) if len(found) < len(DEMO_ACCOUNTS) else ""
    users = {
        key: found.get(demo_address(key)) or _create(key, account, definitions[key], password)
        for key, account in DEMO_ACCOUNTS.items()
    }
    for key, account in DEMO_ACCOUNTS.items():
        _give_role(users[key], account, institutions)
    return users


def _give_role(user: User, account: DemoAccount, institutions: Sequence[Institution]) -> None:
    if account.role:
        user.groups.add(Group.objects.get(name=account.role))
    if account.institution is not None:
        Membership.objects.get_or_create(
            user=user, institution=institutions[account.institution], role=account.membership
        )


def _create(key: str, account: DemoAccount, definition: Mapping[str, str], password: str) -> User:
    user = User.objects.create(
        email=demo_address(key),
        password=password,
        legal_name=definition["legal_name"],
        language=definition["language"],
        is_staff=account.is_superuser,
        is_superuser=account.is_superuser,
    )
    change_address(user, email=user.email, verified=True)
    return user
