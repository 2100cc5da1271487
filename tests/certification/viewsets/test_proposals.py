"""Proposals in the CMS: the count is shown before and frozen after; the proposer gets no buttons, the second does."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from academy.accounts.enums import Role
from certification.enums import ProposalKind, ProposalState, RevocationReason, State
from certification.models import Certificate, Proposal, SigningKey
from tests.factories.certification import make_issued, make_reserved
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(client_of: Callable) -> list[Client]:
    """Two registrars."""
    return [client_of(make_user(Role.REGISTRAR, language="en")) for _ in range(2)]


def asked(*certificates: Certificate, **more: str) -> dict[str, str]:
    codes = "\n".join(str(certificate) for certificate in certificates)
    return {"codes": codes, "reason": RevocationReason.RULES_VIOLATED, "note": "leaked quiz"} | more


def buttons(client: Client, proposal: Proposal) -> list[bool]:
    page = client.get(reverse("proposals:inspect", args=[proposal.pk])).content.decode()
    return [f'name="{name}"' in page for name in ("confirm", "decline")]


def test_two_registrars_revoke_two_certificates(
    people: list[Client], django_capture_on_commit_callbacks: Callable
) -> None:
    first, second = people
    certificates = [make_issued(), make_issued()]
    page = first.post(reverse("proposals:revoke"), asked(*certificates)).content.decode()
    assert ("2 certificates" in page, Proposal.objects.count()) == (True, 0)
    first.post(reverse("proposals:revoke"), asked(*certificates, confirmed="1"))
    proposal = Proposal.objects.get()
    assert (buttons(first, proposal), buttons(second, proposal)) == ([False, False], [True, True])
    first.post(reverse("proposals:decide", args=[proposal.pk]), {"confirm": "1"})
    assert Certificate.objects.filter(state=State.REVOKED).count() == 0
    with django_capture_on_commit_callbacks(execute=True):
        second.post(reverse("proposals:decide", args=[proposal.pk]), {"confirm": "1"})
    assert Certificate.objects.filter(state=State.REVOKED).count() == 2
    assert buttons(second, proposal) == [False, False]


def test_second_person_declines(people: list[Client]) -> None:
    first, second = people
    first.post(reverse("proposals:revoke"), asked(make_issued(), confirmed="1"))
    second.post(reverse("proposals:decide", args=[Proposal.objects.get().pk]), {"decline": "1"})
    assert (Proposal.objects.get().state, Certificate.objects.get().state) == (ProposalState.DECLINED, State.ISSUED)


def test_codes_that_lead_to_nothing_in_force_are_named(people: list[Client]) -> None:
    issued, reserved = make_issued(), make_reserved()
    page = people[0].post(reverse("proposals:revoke"), asked(issued, reserved, confirmed="1")).content.decode()
    assert (f"Not in force, or not in the register: {reserved}" in page, Proposal.objects.count()) == (True, 0)


def test_key_change_is_proposed_and_the_page_tells_the_command(people: list[Client]) -> None:
    make_issued()
    first, second = people
    first.post(reverse("proposals:key"), {"kind": ProposalKind.KEY_CHANGE})
    proposal = Proposal.objects.get()
    second.post(reverse("proposals:decide", args=[proposal.pk]), {"confirm": "1"})
    page = first.get(reverse("proposals:inspect", args=[proposal.pk])).content.decode()
    assert ("manage.py rotate_signing_key" in page, SigningKey.objects.count()) == (True, 1)


@pytest.mark.parametrize("missing", ["key", "since"])
def test_lost_key_needs_key_and_moment(missing: str, people: list[Client]) -> None:
    key = make_issued().signing_key
    facts = {"kind": ProposalKind.KEY_LOST, "key": str(key.pk), "since": "2026-11-05T22:00"}
    people[0].post(reverse("proposals:key"), facts | {missing: ""})
    assert Proposal.objects.count() == 0
    people[0].post(reverse("proposals:key"), facts)
    assert Proposal.objects.get().fingerprint == key.fingerprint


@pytest.mark.parametrize("role", [Role.TRAINER, Role.HR, None])
def test_others_see_and_do_nothing(role: Role | None, people: list[Client], client_of: Callable) -> None:
    certificate = make_issued()
    people[0].post(reverse("proposals:revoke"), asked(certificate, confirmed="1"))
    proposal = Proposal.objects.get()
    other = client_of(make_user(*filter(None, [role])))
    pages = ["proposals:index", "proposals:revoke", "proposals:key"]
    answers = [other.get(reverse(page)) for page in pages]
    answers.append(other.get(reverse("proposals:inspect", args=[proposal.pk])))
    answers.append(other.post(reverse("proposals:decide", args=[proposal.pk]), {"confirm": "1"}))
    assert [certificate.code in answer.content.decode() for answer in answers] == [False] * 5
    assert {answer.status_code for answer in answers} <= {302, 403}
    assert Proposal.objects.get().state == ProposalState.OPEN


@pytest.mark.parametrize("number", [1, 3])
def test_list_costs_the_same_whatever_its_length(
    number: int, people: list[Client], django_assert_max_num_queries: Callable
) -> None:
    for _ in range(number):
        people[0].post(reverse("proposals:revoke"), asked(make_issued(), confirmed="1"))
    with django_assert_max_num_queries(15):
        page = people[0].get(reverse("proposals:index")).content.decode()
    assert page.count("waits for a second person") >= number
