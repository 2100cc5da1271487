"""An HR officer invites, asks, looks and reminds; the person agrees, learns, and leaves. In each language."""

import re
from decimal import Decimal

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from academy.accounts.models import Institution, Membership, User
from certification.enums import Disclosure
from certification.models import Certificate
from courses.models import Course, StaffList
from courses.services.progress import mark_lesson_read
from courses.tasks import sweep_desk_letters
from tests.factories.certification import make_template
from tests.factories.desk import make_certificate, make_officer, make_staff
from tests.factories.learning import make_course
from tests.factories.people import make_institution, make_membership, make_user

pytestmark = pytest.mark.django_db

#: Language -> what the matrix says before, on the way and after, and what the page says of no staff.
WORDS = {
    "az": ("başlanmayıb", "davam edir, 50%", "sertifikat alınıb", "Hələ heç kim yoxdur"),
    "ru": ("не начато", "в процессе, 50\xa0%", "сертификат получен", "Пока никого нет"),
    "en": ("not begun", "in progress, 50%", "certified", "Nobody yet"),
}


@pytest.fixture
def institution() -> Institution:
    return make_institution()


@pytest.fixture
def course() -> Course:
    return make_course(lessons=2, cpd_hours=Decimal("4.5"), certificate_template=make_template())


def browser_of(user: User, language: str, client_of) -> Client:
    browser = client_of(user)
    browser.cookies["language"] = language
    return browser


def state_of(desk: Client, institution: Institution) -> str:
    (row,) = desk.get(reverse("desk_matrix", args=[institution.pk])).context["rows"]
    return row["cells"][0].words


def invite(desk: Client, institution: Institution, email: str, language: str) -> str:
    """Invite an address, and return the link of the letter."""
    desk.post(reverse("desk_invitations", args=[institution.pk]), {"addresses": email, "language": language})
    desk.post(reverse("desk_list", args=[institution.pk, StaffList.objects.latest("pk").pk]))
    sweep_desk_letters()
    letter = mail.outbox[-1]
    assert letter.to == [email]
    return re.search(r"/my/staff/\S+", letter.body)[0]


@pytest.mark.parametrize("language", ["az", "ru", "en"])
def test_from_the_invitation_to_leaving(language: str, institution: Institution, course: Course, client_of) -> None:
    before, on_the_way, after, nobody = WORDS[language]
    officer = make_officer(institution, make_user(language=language))
    person = make_user(legal_name="Aygün", language=language)
    desk, own = (browser_of(user, language, client_of) for user in (officer.user, person))
    overview = reverse("desk", args=[institution.pk])

    assert nobody in desk.get(overview).text
    own.post(invite(desk, institution, person.email, language), {"way": "accept"})
    ask = {"course": course.pk, "programme": "", "hours": "", "years": 1, "group": "", "due_on": ""}
    desk.post(reverse("desk_requirements", args=[institution.pk]), ask)
    assert state_of(desk, institution) == before

    member = Membership.objects.get(user=person)
    fields = {"people": [member.pk], "course": course.pk}
    desk.post(reverse("desk_act", args=[institution.pk]), fields | {"way": "enrol"})
    enrolment = person.enrolments.get()
    lessons = list(course.lessons.all())
    mark_lesson_read(enrolment=enrolment, lesson=lessons[0])
    assert state_of(desk, institution) == on_the_way

    desk.post(reverse("desk_act", args=[institution.pk]), fields | {"way": "remind"})
    sweep_desk_letters()
    assert on_the_way in mail.outbox[-1].body

    mark_lesson_read(enrolment=enrolment, lesson=lessons[1])
    assert state_of(desk, institution) == after
    page = desk.get(reverse("desk_person", args=[institution.pk, member.pk]))
    assert [str(hours) for hours in page.context["person"].hours.values()] == ["4.5"]
    assert len(page.context["person"].certificates) == 1

    own.post(reverse("decide_membership", args=[member.pk]), {"way": "leave"})
    assert desk.get(reverse("desk_person", args=[institution.pk, member.pk])).status_code == 404
    assert nobody in desk.get(overview).text
    assert "Aygün" not in desk.get(reverse("desk_matrix", args=[institution.pk])).text
    assert person.certificates.count() == 1
    assert person.enrolments.get().completed_at is not None


def test_the_own_officer_alone_sees_the_person(institution: Institution, course: Course, client_of) -> None:
    """Numbers of an institution, and of a person, open nothing to an officer of another one."""
    person, stranger = make_user(legal_name="Aygün"), make_officer(make_institution("Başqa"))
    officer = make_officer(institution)
    desk = browser_of(officer.user, "en", client_of)
    browser_of(person, "en", client_of).post(invite(desk, institution, person.email, "en"), {"way": "accept"})
    member = Membership.objects.get(user=person)
    for browser, status in ((desk, 200), (client_of(stranger.user), 404)):
        for place in (institution, stranger.institution):
            address = reverse("desk_person", args=[place.pk, member.pk])
            expected = status if place == institution else 404
            assert browser.get(address).status_code == expected


@pytest.mark.parametrize("disclosure", Disclosure.values)
def test_what_a_holder_hides_from_everyone_the_own_officer_sees(
    disclosure: str, institution: Institution, client_of
) -> None:
    """Privacy on the public page is one choice, consent to the employer's view another: neither gives the other."""
    officer, stranger = make_officer(institution), make_officer(make_institution("Başqa"))
    agreed, silent = make_staff(institution), make_membership(make_user(legal_name="Susan"), institution)
    for member in (agreed, silent):
        make_certificate(member.user)
    Certificate.objects.update(disclosure=disclosure)
    page = reverse("desk_person", args=[institution.pk, agreed.pk])
    seen = browser_of(officer.user, "en", client_of).get(page)
    assert [one.holder for one in seen.context["person"].certificates] == [agreed.user_id]
    assert client_of(stranger.user).get(page).status_code == 404
    people = browser_of(officer.user, "en", client_of).get(reverse("desk_people", args=[institution.pk]))
    assert [row.certificates for row in people.context["rows"]] == [1]
    assert "Susan" not in people.text
