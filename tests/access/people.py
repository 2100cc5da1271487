"""Everybody who asks: one visitor, and one person for each column of the table."""

from dataclasses import dataclass

from django.test import Client

from academy.accounts.enums import MembershipRole, Role
from academy.accounts.models import Institution, User
from tests.factories.desk import make_officer, make_staff
from tests.factories.people import PASSWORD, make_institution, make_membership, make_user

VISITOR = "visitor"
#: Column -> groups. An organiser is one by membership, a leader by the sessions that she or he holds. Rows of the world
#: belong to those without `other` in their names, and their likes to the others.
GROUPS: dict[str, tuple[Role, ...]] = {
    "learner": (),
    "other learner": (),
    "trainer": (Role.TRAINER,),
    "other trainer": (Role.TRAINER,),
    "organiser": (),
    "other organiser": (),
    "leader": (),
    "other leader": (),
    "editor": (Role.EDITOR,),
    "methodologist": (Role.METHODOLOGIST,),
    "language reviewer": (Role.LANGUAGE_REVIEWER,),
    "hr": (Role.HR,),
    "other hr": (Role.HR,),
    "registrar": (Role.REGISTRAR,),
    "administrator": (Role.ADMINISTRATOR,),
    "superuser": (),
}
ROLES = (VISITOR, *GROUPS)


@dataclass(frozen=True, kw_only=True)
class Side:
    """Who belongs together: rows of one side are foreign to the people of the other."""

    learner: User
    trainer: User
    leader: User
    officer: User
    institution: Institution


def make_people() -> dict[str, User]:
    """One person for each role; only learners, organisers and HR officers belong to an institution."""
    people = {
        name: make_user(*groups, language="en", legal_name=name.title(), is_superuser=name == "superuser")
        for name, groups in GROUPS.items()
    }
    for prefix in ("", "other "):
        institution = make_institution(f"{prefix}library")
        make_officer(institution, people[f"{prefix}hr"])
        make_membership(people[f"{prefix}organiser"], institution, role=MembershipRole.ORGANISER)
        make_staff(institution, people[f"{prefix}learner"])
    return people


def side_of(people: dict[str, User], prefix: str) -> Side:
    """The people whose names begin so."""
    officer = people[f"{prefix}hr"]
    return Side(
        learner=people[f"{prefix}learner"],
        trainer=people[f"{prefix}trainer"],
        leader=people[f"{prefix}leader"],
        officer=officer,
        institution=officer.memberships.get().institution,
    )


def browser_of(user: User | None) -> Client:
    """A browser in which the person has just logged in, and said the password once more."""
    client = Client()
    if user:
        client.force_login(user, backend="academy.accounts.backends.PersonBackend")
        client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client
