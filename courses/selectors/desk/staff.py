"""Whose learning an HR officer sees: members of the own institutions who have agreed to it. Nobody else, anywhere."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final

from django.db.models import Count, F, Q, QuerySet

from academy.accounts.enums import MembershipRole
from academy.accounts.models import Institution, Membership, User
from academy.prepared import MANY, Prepared, PreparedInstances
from courses.models import CertificateWatch, StaffGroup
from courses.selectors.folding import spellings

#: Which of these members are in which groups.
LINKS: Final = PreparedInstances(
    StaffGroup.members.through,
    lambda staff: StaffGroup.members.through.objects.filter(membership__in=staff).order_by("staffgroup__name"),
    MANY,
    related=("staffgroup",),
)


_AS_OFFICER: Final = PreparedInstances(
    Membership,
    lambda user: Membership.objects.filter(user=user, role=MembershipRole.HR).order_by("institution", "pk"),
    -1,
    related=("institution",),
)


def hr_memberships(user: User) -> list[Membership]:
    """The institutions for which the person works as an HR officer, each as her or his membership. One query."""
    own = _AS_OFFICER.instances(user.pk)
    for membership in own:
        membership.user = user
    return own


def officers() -> QuerySet[Membership]:
    """Every HR officer who can log in."""
    return Membership.objects.filter(role=MembershipRole.HR, user__is_active=True).select_related("user", "institution")


def staff_of(institution: Institution) -> QuerySet[Membership]:
    """Members who have agreed that HR officers see what they learn, by name."""
    return _by_name(institution.pk).select_related("user")


def _by_name(institution: int) -> QuerySet[Membership]:
    agreed = Membership.objects.filter(institution=institution, role=MembershipRole.MEMBER, consented_at__isnull=False)
    return agreed.order_by("user__legal_name", "pk")


#: How many they are, if there is anybody.
STAFF_NUMBER: Final = Prepared(
    lambda institution: (
        _by_name(institution).order_by().values("institution").annotate(number=Count("*")).values_list("number")
    ),
    -1,
)


def end_of_staff(institution: Institution, number: int, *, is_last: bool) -> list[Membership]:
    """So many of the first of them, or of the last, by names and addresses alone. One query."""
    return _end(number, is_last=is_last).instances(institution.pk)


@cache
def _end(number: int, *, is_last: bool) -> PreparedInstances[Membership]:
    def build(institution: int) -> QuerySet[Membership]:
        staff = _by_name(institution)
        return (staff.reverse() if is_last else staff)[:number]

    fields = ("id", "user", "institution", "user__legal_name", "user__email")
    return PreparedInstances(Membership, build, -1, fields=fields, related=("user",))


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
