"""Who runs seminars and who agrees for an institution."""

from datetime import timedelta

import pytest
from django.utils import timezone

from academy.accounts.enums import MembershipRole, Role
from academy.accounts.models import Institution, Membership, User
from courses.enums import SeminarApproval
from courses.models import CertificateWatch, Registration
from courses.selectors import organising
from courses.selectors.desk import staff
from courses.services.registration import approve_registration, cancel_registration
from tests.factories.certification import make_issued
from tests.factories.desk import make_group, make_officer, make_staff
from tests.factories.learning import make_seminar, make_site
from tests.factories.people import make_institution, make_membership, make_user
from tests.factories.seminars import make_registration, make_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def library() -> Institution:
    make_site()
    return make_institution()


def member(institution: Institution, role: MembershipRole = MembershipRole.MEMBER, *roles: Role) -> User:
    return make_membership(make_user(*roles), institution, role=role).user


def test_seminars_are_organised_by_organisers_of_the_institution_and_by_managers(library: Institution) -> None:
    seminar, elsewhere = make_seminar(institution=library), make_seminar(institution=make_institution("ADU"))
    organiser, reader = member(library, MembershipRole.ORGANISER), member(library)
    trainer = member(library, MembershipRole.MEMBER, Role.TRAINER)
    assert [list(organising.organised_seminars(user)) for user in (organiser, reader, trainer)] == [
        *([seminar], []),
        [seminar],
    ]
    both = member(library, MembershipRole.ORGANISER, Role.TRAINER)
    elsewhere.pages.update(owner=both)
    assert set(organising.organised_seminars(both)) == {seminar, elsewhere}
    assert set(organising.organised_seminars(make_user(Role.EDITOR))) == {seminar, elsewhere}


def test_whoever_leads_a_session_stands_at_its_door(library: Institution) -> None:
    of_library, leader = make_session(make_seminar(institution=library)), make_user()
    led = make_session(make_seminar(), trainer=leader)
    make_session(make_seminar())
    assert list(organising.sessions_run_by(leader)) == [led]
    assert list(organising.sessions_run_by(member(library, MembershipRole.ORGANISER))) == [of_library]


@pytest.mark.parametrize(
    ("role", "work"),
    [
        (MembershipRole.MEMBER, (False, False, False)),
        (MembershipRole.ORGANISER, (True, True, False)),
        (MembershipRole.HR, (False, True, True)),
    ],
)
def test_membership_gives_work(role: MembershipRole, work: tuple, library: Institution) -> None:
    user = member(library, role)
    found = organising.work_of(user)
    assert (found.has_desk, found.approves, found.is_officer) == work
    assert organising.runs_seminars(user) is work[0]


def test_leading_a_session_and_changing_seminars_give_work_too() -> None:
    leader = make_user()
    assert organising.runs_seminars(leader) is False
    make_session(make_seminar(), trainer=leader)
    assert (organising.work_of(leader).has_desk, organising.runs_seminars(leader)) == (True, True)
    trainer = make_user(Role.TRAINER)
    assert (organising.work_of(trainer).has_desk, organising.runs_seminars(trainer)) == (False, True)


def test_institution_s_word_is_awaited_of_its_officers_and_organisers_once(library: Institution) -> None:
    other = make_institution("ADU")
    sessions = {approval: make_session(make_seminar(approval=approval)) for approval in SeminarApproval}
    asked: dict[str, Registration] = {}
    for approval, session in sessions.items():
        asked[approval] = make_registration(session, member(library), library)
    make_registration(sessions["both"], member(other), other)
    said = make_registration(sessions["both"], member(library), library)
    approve_registration(registration=said, by=make_user(), for_institution=True)
    cancel_registration(registration=make_registration(sessions["both"], member(library), library))
    Registration.objects.filter(pk=asked["institution"].pk).update(registered_at=timezone.now() - timedelta(days=1))
    for role in (MembershipRole.HR, MembershipRole.ORGANISER):
        user = member(library, role)
        assert list(organising.approved_institutions(user)) == [library]
        assert list(organising.registrations_to_approve(user)) == [asked["institution"], asked["both"]]
    assert list(organising.registrations_to_approve(member(library))) == []
    assert list(organising.approved_institutions(member(library))) == []


def test_institution_is_approved_for_once_however_many_offices(library: Institution) -> None:
    user = member(library, MembershipRole.HR)
    make_membership(make_user(), library, role=MembershipRole.ORGANISER)
    assert organising.approved_institutions(user).count() == 1


def test_staff_are_members_who_agreed_by_name(library: Institution) -> None:
    second, first = (make_staff(library, make_user(legal_name=name)) for name in ("Quliyev", "Abbasov"))
    make_membership(make_user(), library)
    make_membership(make_user(), library, role=MembershipRole.ORGANISER)
    make_staff(make_institution("ADU"))
    assert list(staff.staff_of(library)) == [first, second]


def test_officers_are_those_who_can_log_in(library: Institution) -> None:
    officer, blocked = make_officer(library), make_officer(library)
    User.objects.filter(pk=blocked.user_id).update(is_active=False)
    make_membership(make_user(), library)
    assert list(staff.officers()) == [officer]
    elsewhere = make_officer(make_institution("ADU"), officer.user)
    assert list(staff.hr_memberships(officer.user)) == [officer, elsewhere]
    assert [one.institution.pk for one in staff.hr_memberships(officer.user)] == [library.pk, elsewhere.institution_id]


def test_staff_are_found_by_name_address_and_group(library: Institution) -> None:
    group, other = make_group(library, "Cataloguers"), make_group(library, "Archivists")
    one = make_staff(library, make_user(legal_name="Əliyeva Günay", email="gunay@example.org"), group, other)
    two = make_staff(library, make_user(legal_name="Quliyev Rəşad"), group)
    everybody = staff.staff_of(library)
    questions = {
        question: list(staff.narrowed_staff(everybody, question=question, group=None))
        for question in (*("", "günay", "GUNAY@", "nobody"),)
    }
    assert questions == {"": [two, one], "günay": [one], "GUNAY@": [one], "nobody": []}
    assert list(staff.narrowed_staff(everybody, question="", group=other)) == [one]
    links = staff.LINKS.rows([one.pk, two.pk])
    assert staff.groups_by_member(links) == {one.pk: [other, group], two.pk: [group]}


def test_watch_stands_while_the_consent_does_behind_which_it_was_set(library: Institution) -> None:
    seen, officer = make_staff(library), make_officer(library)
    watch = CertificateWatch.objects.create(officer=officer, staff=seen, code=make_issued(seen.user).code)
    assert list(staff.live_watches()) == [watch]
    Membership.objects.filter(pk=seen.pk).update(consented_at=timezone.now() + timedelta(seconds=1))
    assert list(staff.live_watches()) == []
