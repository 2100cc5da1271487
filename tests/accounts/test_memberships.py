"""What a member agrees to, and how it ends: on the person's own page, by nobody else."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from academy.accounts.enums import MembershipRole
from academy.accounts.models import Membership, User
from academy.accounts.services import agree_to_view, end_view, join_institution, leave_institution
from tests.accounts.test_institutions import lines
from tests.factories.people import make_institution, make_membership, make_user

pytestmark = pytest.mark.django_db


def decide(browser: Client, membership: Membership, way: str) -> int:
    return browser.post(reverse("decide_membership", args=[membership.pk]), {"way": way}).status_code


def consent_of(membership: Membership) -> bool:
    return Membership.objects.get(pk=membership.pk).consented_at is not None


def test_joining_twice_keeps_the_first_moment() -> None:
    user, institution = make_user(), make_institution()
    first = join_institution(user=user, institution=institution)
    second = join_institution(user=user, institution=institution)
    assert (first.pk, first.consented_at) == (second.pk, second.consented_at)
    assert list(user.memberships.values_list("role", flat=True)) == [MembershipRole.MEMBER]


def test_administrators_line_becomes_a_consent_only_by_the_person() -> None:
    membership = make_membership(make_user(), make_institution())
    assert membership.consented_at is None
    assert agree_to_view(membership).consented_at <= timezone.now()


def test_officer_has_nothing_to_agree_to() -> None:
    officer = make_membership(make_user(), make_institution(), role=MembershipRole.HR)
    assert agree_to_view(officer).consented_at is None


def test_ending_the_view_keeps_the_membership_and_leaving_ends_both() -> None:
    membership = join_institution(user=make_user(), institution=make_institution())
    end_view(membership)
    assert not consent_of(membership)
    leave_institution(membership)
    assert not Membership.objects.exists()


def test_leaving_keeps_the_work_for_the_institution() -> None:
    officer = make_membership(make_user(), make_institution(), role=MembershipRole.HR)
    leave_institution(officer)
    assert list(Membership.objects.all()) == [officer]


@pytest.mark.parametrize(("way", "left"), [("agree", 2), ("end_view", 2), ("leave", 1)])
def test_person_decides_on_the_own_page(way: str, left: int, client_of) -> None:
    user, institution = make_user(), make_institution()
    colleague = join_institution(user=make_user(), institution=institution)
    membership = make_membership(user, institution)
    if way != "agree":
        agree_to_view(membership)
    assert decide(client_of(user), membership, way) == 302
    assert Membership.objects.count() == left
    assert consent_of(colleague)
    if left == 2:
        assert consent_of(membership) == (way == "agree")


@pytest.mark.parametrize("way", ["agree", "end_view", "leave"])
def test_membership_of_somebody_else_is_missing(way: str, client_of) -> None:
    membership = make_membership(make_user(), make_institution())
    for reader in (make_user(), make_user(is_superuser=True)):
        assert decide(client_of(reader), membership, way) == 404
        missing = client_of(reader).post(reverse("decide_membership", args=[membership.pk + 99]), {"way": way})
        assert missing.status_code == 404
    assert Client().post(reverse("decide_membership", args=[membership.pk]), {"way": way}).status_code == 302
    assert (Membership.objects.count(), consent_of(membership)) == (1, False)


def test_work_for_an_institution_is_not_ended_here(client_of) -> None:
    officer = make_membership(make_user(), make_institution(), role=MembershipRole.ORGANISER)
    assert decide(client_of(officer.user), officer, "leave") == 404


@pytest.mark.parametrize("way", ["", "promote"])
def test_unknown_way_changes_nothing(way: str, client_of) -> None:
    membership = join_institution(user=make_user(), institution=make_institution())
    assert (decide(client_of(membership.user), membership, way), consent_of(membership)) == (302, True)


def test_decision_needs_post_and_a_token() -> None:
    membership = make_membership(make_user(), make_institution())
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(membership.user, backend="academy.accounts.backends.PersonBackend")
    assert decide(browser, membership, "agree") == 403
    assert browser.get(reverse("decide_membership", args=[membership.pk])).status_code == 405


@pytest.mark.parametrize("field", ["user", "role"])
def test_administrator_hands_no_consent_on(field: str, client_of) -> None:
    """A line that gets another person, or another role, loses the consent of whoever stood there."""
    institution = make_institution()
    membership, other = join_institution(user=make_user(), institution=institution), make_user()
    line = {
        "id": membership.pk,
        "DELETE": "",
        "user": other.email if field == "user" else membership.user.email,
        "role": "hr" if field == "role" else "member",
        "since": "2026-01-01",
    }
    form = {"name_az": "Kitabxana", "city": "Bakı"} | lines(line, stored=1)
    administrator: User = make_user(is_superuser=True, is_staff=True)
    assert client_of(administrator).post(f"/admin/institutions/edit/{institution.pk}/", form).status_code == 302
    membership.refresh_from_db()
    assert (membership.user == other, membership.role == "hr") == (field == "user", field == "role")
    assert membership.consented_at is None


@pytest.mark.parametrize(
    ("language", "told"),
    [("az", "insan resursları"), ("ru", "Кадровая служба"), ("en", "HR officers")],
)
def test_page_says_what_officers_see(language: str, told: str, client_of) -> None:
    membership = join_institution(user=make_user(language=language), institution=make_institution())
    browser = client_of(membership.user)
    browser.cookies["language"] = language
    assert told in browser.get(reverse("profile")).text
