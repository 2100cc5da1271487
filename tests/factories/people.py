from itertools import count

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group

from academy.accounts.enums import Role
from academy.accounts.models import User

_numbers = count(1)

PASSWORD = "kitabxana-2026"  # noqa: S105 - opens test accounts only


def make_user(*roles: Role, legal_name: str = "Əliyeva Günay Şahin qızı", language: str = "az", **fields: object) -> User:
    """A person with a verified address, who has exactly the roles named."""
    email = fields.pop("email", f"person{next(_numbers)}@example.org")
    user = User.objects.create_user(email, PASSWORD, legal_name=legal_name, language=language, **fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    user.groups.set(Group.objects.filter(name__in=roles))
    return user
