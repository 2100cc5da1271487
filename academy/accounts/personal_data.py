"""What is kept about a person, gathered for that person (GDPR, articles 15 and 20): JSON, and the files themselves.

Each app names its tables in a function of `PERSONAL_DATA`; a test asks that no table with a person is forgotten.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Manager
from django.utils.module_loading import import_string

from academy.accounts.models import Membership, User

#: Name within the archive, and content.
NamedFile = tuple[str, bytes]
Source = Callable[[User], Iterator[NamedFile]]


@dataclass(frozen=True)
class Kept:
    """A table that holds rows about people: the way to the person, and the fields that are hers or his to know."""

    rows: Manager[Any]
    person: str
    fields: tuple[str, ...]


#: By the name of the file.
TABLES: Final[Mapping[str, Kept]] = {
    "account": Kept(
        User.objects, "pk", ("email", "legal_name", "language", "date_joined", "last_login", "groups__name")
    ),
    "addresses": Kept(EmailAddress.objects, "user", ("email", "verified", "primary")),
    "memberships": Kept(Membership.objects, "user", ("institution__name", "role", "since", "consented_at")),
    "second_factors": Kept(Authenticator.objects, "user", ("type", "created_at", "last_used_at")),
    "sessions": Kept(UserSession.objects, "user", ("created_at", "last_seen_at", "ip", "user_agent")),
}


def personal_files(user: User) -> Iterator[NamedFile]:
    """Yield everything, one file in memory at a time."""
    sources: list[Source] = [import_string(name) for name in settings.PERSONAL_DATA]
    return chain.from_iterable(source(user) for source in sources)


def account_files(user: User) -> Iterator[NamedFile]:
    """Yield what this app keeps."""
    return table_files("account", TABLES, user)


def table_files(folder: str, tables: Mapping[str, Kept], user: User) -> Iterator[NamedFile]:
    """Yield a file of JSON for each table in which the person has rows."""
    for name, kept in tables.items():
        rows = list(kept.rows.filter(**{kept.person: user.pk}).order_by("pk").values(*kept.fields))
        if rows:
            yield json_file(f"{folder}/{name}", rows)


def json_file(name: str, content: object) -> NamedFile:
    """Return a file that people and programs read."""
    return f"{name}.json", json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1).encode()
