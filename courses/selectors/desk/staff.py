"""Whose learning an HR officer sees: members of the own institutions who have agreed to it. Nobody else, anywhere."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.db.models import F, Q, QuerySet

from academy.accounts.enums import MembershipRole
from academy.accounts.models import Institution, Membership, User
from academy.prepared import MANY, PreparedInstances
from courses.models import CertificateWatch, StaffGroup
from courses.selectors.folding import spellings

#: Which of these members are in which groups.
LINKS: Final = PreparedInstances(
    StaffGroup.members.through,
    lambda staff: StaffGroup.members.through.objects.filter(membership__in=staff).order_by("staffgroup__name"),
    MANY,
    related=("staffgroup",),
)


def hr_memberships(user: User) -> QuerySet[Membership]:
    """The institutions for which the person works as an HR officer, each as her or his membership."""
    own = user.memberships.filter(role=MembershipRole.HR)
    return own.select_related("institution").order_by("institution", "pk")


def officers() -> QuerySet[Membership]:
    """Every HR officer who can log in."""
    return Membership.objects.filter(role=MembershipRole.HR, user__is_active=True).select_related("user", "institution")


def staff_of(institution: Institution) -> QuerySet[Membership]:
    """Members who have agreed that HR officers see what they learn, by name."""
    agreed = institution.memberships.filter(role=MembershipRole.MEMBER, consented_at__isnull=False)
    return agreed.select_related("user").order_by("user__legal_name", "pk")


def narrowed_staff(staff: QuerySet[Membership], *, question: str, group: StaffGroup | None) -> QuerySet[Membership]:
    """Keep those whose name or address holds the words, and who are in the group."""
    if group:
        staff = staff.filter(staff_groups=group)
    if not question:
        return staff
    found = Q()
    for spelling in spellings(question):
        found |= Q(user__legal_name__icontains=spelling) | Q(user__email__icontains=spelling)
    return staff.filter(found)


def groups_by_member(links: Sequence[Sequence[Any]]) -> Mapping[int, Sequence[StaffGroup]]:
    """The groups of each member, by the id of the membership, out of rows of `LINKS`. No query."""
    found: dict[int, list[StaffGroup]] = defaultdict(list)
    for link in LINKS.of_rows(links):
        found[link.membership_id].append(link.staffgroup)
    return found


def live_watches() -> QuerySet[CertificateWatch]:
    """Watches of who is still an officer, while the consent stands: one that was given anew revives none."""
    live = CertificateWatch.objects.filter(officer__role=MembershipRole.HR, staff__consented_at__lte=F("watched_since"))
    return live.select_related("officer__user", "officer__institution", "staff__user")
