"""Staff come by invitation: who is written to, what an answer does, and what a stranger learns."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from academy.accounts.models import Institution, Membership
from courses.enums import StaffInvitationState
from courses.models import StaffInvitation, StaffList
from courses.services.desk.letters import mail_staff_invitation
from courses.services.desk.staff import forget_addresses, invite_staff
from courses.tasks import sweep_desk_letters
from tests.factories.desk import make_staff, make_staff_invitation
from tests.factories.people import make_institution, make_membership, make_user

pytestmark = pytest.mark.django_db


def send(desk: Client, institution: Institution, **fields: object):
    return desk.post(reverse("desk_invitations", args=[institution.pk]), {"language": "ru"} | fields)


def answer(user, invitation: StaffInvitation, client_of, **fields: str):
    browser = client_of(user)
    browser.cookies["language"] = "en"
    address = reverse("staff_invitation", args=[invitation.token])
    return browser.post(address, fields) if fields else browser.get(address)


def seen(institution: Institution) -> list[str]:
    return list(
        Membership.objects.filter(institution=institution, consented_at__isnull=False).values_list(
            "user__email", flat=True
        )
    )


def test_addresses_are_looked_at_before_anybody_is_written_to(
    institution: Institution, desk: Client, officer, django_capture_on_commit_callbacks
) -> None:
    make_staff(institution, make_user(email="staff@example.org"))
    make_user(email="account@example.org")
    make_staff_invitation(institution, "invited@example.org")
    make_staff_invitation(institution, "no@example.org", declined_at=timezone.now())
    text = "New@example.org, account@example.org; staff@example.org\ninvited@example.org no@example.org nonsense "
    text += "new@example.org"
    shown = desk.get(send(desk, institution, addresses=text).headers["Location"])
    assert [(row.email, row.state.value) for row in shown.context["page_of_list"]] == [
        ("new@example.org", "new"),
        ("account@example.org", "new"),
        ("staff@example.org", "staff"),
        ("invited@example.org", "invited"),
        ("no@example.org", "declined"),
        ("nonsense", "address"),
        ("new@example.org", "duplicate"),
    ]
    assert (StaffInvitation.objects.count(), mail.outbox) == (2, [])
    address = reverse("desk_list", args=[institution.pk, StaffList.objects.get().pk])
    for _time in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            desk.post(address)
    invited = StaffInvitation.objects.filter(invited_by=officer.user)
    assert sorted(invited.values_list("email", "language")) == [
        ("account@example.org", "ru"),
        ("new@example.org", "ru"),
    ]
    assert sorted((letter.to[0], "Здравствуйте" in letter.body) for letter in mail.outbox) == [
        ("account@example.org", True),
        ("invited@example.org", False),
        ("new@example.org", True),
    ]


def test_file_is_taken_as_well_as_lines(institution: Institution, desk: Client) -> None:
    file = SimpleUploadedFile("staff.csv", "Ad;E-poçt\nAygün;aygun@example.org\n".encode())
    assert send(desk, institution, file=file).status_code == 302
    assert [row["email"] for row in StaffList.objects.get().rows] == ["aygun@example.org"]


@pytest.mark.parametrize(
    "fields", [{}, {"addresses": " , "}, {"addresses": "no addresses here"}, {"addresses": "a@b.az", "language": "fr"}]
)
def test_what_cannot_be_read_is_kept_nowhere(fields: dict, institution: Institution, desk: Client) -> None:
    assert send(desk, institution, **fields).status_code == 200
    assert not StaffList.objects.exists()


def test_letter_says_who_asks_and_leads_to_the_answer(institution: Institution) -> None:
    officer = make_user(legal_name="Ağbulaqlı Nərmin")
    (invitation,) = invite_staff(institution=institution, emails=["New@Example.org"], language="az", by=officer)
    assert (mail_staff_invitation(invitation.pk), mail_staff_invitation(invitation.pk)) == (True, False)
    (letter,) = mail.outbox
    assert letter.to == ["new@example.org"]
    assert all(part in letter.body for part in ("Milli Kitabxana", "Ağbulaqlı Nərmin", invitation.token))


def test_invitation_that_no_longer_waits_is_not_mailed(institution: Institution) -> None:
    now = timezone.now()
    for place, facts in enumerate(({"revoked_at": now}, {"accepted_at": now}, {"expires_at": now})):
        make_staff_invitation(institution, f"n{place}@example.org", **facts)
    sweep_desk_letters()
    assert mail.outbox == []


def test_accepting_stores_the_moment_and_shows_the_person(institution: Institution, client_of) -> None:
    user = make_user(email="new@example.org")
    invitation = make_staff_invitation(institution, user.email)
    page = answer(user, invitation, client_of)
    assert "your certificates, and until when they are valid" in page.text
    assert seen(institution) == []
    assert answer(user, invitation, client_of, way="accept").status_code == 302
    invitation.refresh_from_db()
    assert (seen(institution), invitation.state) == ([user.email], StaffInvitationState.ACCEPTED)
    assert answer(user, invitation, client_of, way="accept").status_code == 404
    assert user.memberships.count() == 1


def test_accepting_gives_the_consent_of_a_member_whom_an_administrator_made(
    institution: Institution, client_of
) -> None:
    membership = make_membership(make_user(), institution)
    answer(membership.user, make_staff_invitation(institution, membership.user.email), client_of, way="accept")
    assert (Membership.objects.count(), seen(institution)) == (1, [membership.user.email])


def test_declining_shows_nothing_and_nobody_asks_again_soon(institution: Institution, officer, client_of) -> None:
    user = make_user(email="new@example.org")
    invitation = make_staff_invitation(institution, user.email)
    answer(user, invitation, client_of, way="decline")
    invitation.refresh_from_db()
    assert (seen(institution), invitation.state) == ([], StaffInvitationState.DECLINED)
    asked = {"institution": institution, "emails": [user.email], "language": "az", "by": officer.user}
    assert invite_staff(**asked) == []
    StaffInvitation.objects.update(declined_at=timezone.now() - timedelta(days=31))
    assert len(invite_staff(**asked)) == 1


@pytest.mark.parametrize(
    "facts",
    [
        {"email": "other@example.org"},
        {"revoked_at": timezone.now()},
        {"declined_at": timezone.now()},
        {"expires_at": timezone.now()},
    ],
)
def test_invitation_that_is_not_for_this_person_reads_as_an_unknown_one(
    facts: dict, institution: Institution, client_of
) -> None:
    user = make_user(email="new@example.org")
    invitation = make_staff_invitation(institution, facts.pop("email", user.email), **facts)
    unknown = StaffInvitation(institution=institution, token="x" * 22)
    told = [answer(user, one, client_of, **way) for one in (invitation, unknown) for way in ({}, {"way": "accept"})]
    assert [page.status_code for page in told] == [404] * 4
    assert {"Milli Kitabxana" in page.text for page in told} == {False}
    assert seen(institution) == []


def test_visitors_see_the_same_page_for_every_link(institution: Institution) -> None:
    known = reverse("staff_invitation", args=[make_staff_invitation(institution, "new@example.org").token])
    unknown = reverse("staff_invitation", args=["x" * 22])
    pages = [Client().get(address) for address in (known, unknown)]
    assert [page.status_code for page in pages] == [200, 200]
    assert pages[0].text.replace(known, "") == pages[1].text.replace(unknown, "")
    assert "Milli Kitabxana" not in pages[0].text


def test_invitation_is_taken_back_unless_it_was_answered(institution: Institution, desk: Client) -> None:
    waiting = make_staff_invitation(institution, "a@example.org")
    accepted = make_staff_invitation(institution, "b@example.org", accepted_at=timezone.now())
    for one in (waiting, accepted):
        desk.post(reverse("desk_end_invitation", args=[institution.pk, one.pk]))
    states = [one.state.value for one in StaffInvitation.objects.order_by("email")]
    assert states == ["ended", "accepted"]


def test_expired_invitation_makes_room_for_a_new_one(institution: Institution, officer) -> None:
    old = make_staff_invitation(institution, "a@example.org", expires_at=timezone.now())
    (new,) = invite_staff(institution=institution, emails=["a@example.org"], language="az", by=officer.user)
    old.refresh_from_db()
    assert (old.state, new.state) == (StaffInvitationState.ENDED, StaffInvitationState.WAITING)


def test_another_institution_may_ask_as_well(institution: Institution, officer) -> None:
    make_staff_invitation(make_institution("Başqa"), "a@example.org")
    assert len(invite_staff(institution=institution, emails=["a@example.org"], language="az", by=officer.user)) == 1


def test_addresses_are_forgotten(institution: Institution, officer) -> None:
    """Lists after thirty days, invitations after ninety; the consent stands on the membership."""
    for _one in range(2):
        StaffList.objects.create(institution=institution, language="az", uploaded_by=officer.user)
    StaffList.objects.filter(pk=StaffList.objects.first().pk).update(uploaded_at=timezone.now() - timedelta(days=31))
    for place, days in enumerate((89, 91)):
        invited_at = timezone.now() - timedelta(days=days)
        make_staff_invitation(institution, f"n{place}@example.org", invited_at=invited_at)
    assert (forget_addresses(), StaffList.objects.count()) == (2, 1)
    assert list(StaffInvitation.objects.values_list("email", flat=True)) == ["n0@example.org"]
