"""The demo accounts and their one password, which the README prints and production refuses."""

from dataclasses import dataclass

from academy.accounts.enums import MembershipRole, Role

DEMO_PASSWORD = "Kitabxana-2026"  # noqa: S105 - published on purpose, refused by production


@dataclass(frozen=True, kw_only=True)
class DemoAccount:
    """`institution` counts the demo's institutions from 0."""

    role: Role | None = None
    institution: int | None = None
    membership: MembershipRole = MembershipRole.MEMBER
    is_superuser: bool = False


#: What stands before @example.org -> what the account is and may do.
DEMO_ACCOUNTS = {
    "learner": DemoAccount(institution=0),
    "second-learner": DemoAccount(institution=1),
    "trainer": DemoAccount(role=Role.TRAINER, institution=0),
    "other-trainer": DemoAccount(role=Role.TRAINER, institution=1),
    "editor": DemoAccount(role=Role.EDITOR),
    "methodologist": DemoAccount(role=Role.METHODOLOGIST),
    "language-reviewer": DemoAccount(role=Role.LANGUAGE_REVIEWER),
    "hr": DemoAccount(role=Role.HR, institution=0, membership=MembershipRole.HR),
    "registrar": DemoAccount(role=Role.REGISTRAR),
    "administrator": DemoAccount(is_superuser=True),
}


def demo_address(key: str) -> str:
    """Return the e-mail address of a demo account; example.org belongs to nobody."""
    return f"{key}@example.org"
