"""What is done with ticked people: enrolled as they could enrol alone, reminded once a day, put into groups."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from academy.accounts.models import Institution, Membership
from academy.accounts.services import end_view
from courses.enums import EnrolmentMode
from courses.models import Course, Enrolment, EnrolmentLetter, EnrolmentRequest, Prerequisite, StaffReminder
from courses.services.desk.learning import remind_staff
from courses.services.desk.letters import mail_staff_reminder
from tests.factories.certification import make_issued
from tests.factories.desk import make_group, make_requirement, make_staff
from tests.factories.learning import index_of, make_course, make_enrolment
from tests.factories.people import make_institution, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def course() -> Course:
    return make_course(lessons=1)


@pytest.fixture
def staff(institution: Institution) -> Membership:
    return make_staff(institution, make_user(legal_name="Aygün", language="ru"))


def act(desk: Client, institution: Institution, *people: Membership, **fields: object) -> list[str]:
    """Do it, and return what the page says."""
    ticked = {"people": [person.pk for person in people]}
    answer = desk.post(reverse("desk_act", args=[institution.pk]), ticked | fields, follow=True)
    return [str(message) for message in answer.context["messages"]]


def enrolled(course: Course) -> list[str]:
    return sorted(Enrolment.objects.active().filter(course=course).values_list("user__legal_name", flat=True))


def test_ticked_people_are_enrolled_and_written_to(institution, desk: Client, staff, course: Course) -> None:
    there = make_staff(institution, make_user(legal_name="Zahid"))
    make_enrolment(course, there.user)
    told = act(desk, institution, staff, there, way="enrol", course=course.pk)
    assert told == [f"{course.code} – enrolled: Aygün", f"{course.code} – on the course already: Zahid"]
    assert enrolled(course) == ["Aygün", "Zahid"]
    assert list(EnrolmentLetter.objects.values_list("enrolment__user__legal_name", "kind")) == [("Aygün", "enrolled")]


@pytest.mark.parametrize("text", ["99999999999999999999", "9223372036854775808", "9" * 5000, "٣", "-1", ""])
def test_number_that_can_be_no_id_ticks_nobody(text: str, institution, desk: Client, staff, course: Course) -> None:
    address, asked = reverse("desk_act", args=[institution.pk]), {"way": "enrol", "course": course.pk}
    assert desk.post(address, asked | {"people": [text]}).status_code == 302
    assert enrolled(course) == []
    desk.post(address, asked | {"people": [text, str(staff.pk)]})
    assert enrolled(course) == ["Aygün"]


def test_prerequisites_are_asked_for(institution: Institution, desk: Client, staff, course: Course) -> None:
    first = make_course(lessons=1, index=index_of(course))
    Prerequisite.objects.create(course=course, required_course=first)
    able = make_staff(institution, make_user(legal_name="Zahid"))
    make_enrolment(first, able.user, read=1)
    told = act(desk, institution, staff, able, way="enrol", course=course.pk)
    assert told == [
        f"{course.code} – not enrolled: something is asked for first: Aygün",
        f"{course.code} – enrolled: Zahid",
    ]
    assert enrolled(course) == ["Zahid"]


def test_course_on_request_gets_a_request(institution: Institution, desk: Client, staff, course: Course) -> None:
    Course.objects.update(enrolment_mode=EnrolmentMode.APPROVAL)
    for _time in range(2):
        act(desk, institution, staff, way="enrol", course=course.pk)
    assert list(EnrolmentRequest.objects.values_list("user", "state")) == [(staff.user_id, "waiting")]
    assert enrolled(course) == []


@pytest.mark.parametrize("mode", [EnrolmentMode.INVITATION, EnrolmentMode.OPEN])
def test_course_by_invitation_or_without_lessons_is_not_offered(mode, institution, desk: Client, staff) -> None:
    course = make_course(lessons=int(mode == EnrolmentMode.INVITATION), enrolment_mode=mode)
    told = act(desk, institution, staff, way="enrol", course=course.pk)
    assert told == ["No course was chosen, so nobody was enrolled. Choose one first."]
    assert enrolled(course) == []


@pytest.mark.parametrize("way", ["enrol", "remind", "group"])
def test_people_who_are_not_ones_own_are_left_out(way: str, institution, desk: Client, staff, course: Course) -> None:
    """Staff of another institution, and one who ended the view: their numbers do nothing."""
    foreign = make_staff(make_institution("Başqa"))
    end_view(staff)
    group = make_group(institution)
    told = act(desk, institution, foreign, staff, way=way, course=course.pk, into=group.pk)
    assert told == ["Nobody was ticked, so nothing was changed. Tick people first."]
    assert (enrolled(course), StaffReminder.objects.count(), group.members.count()) == ([], 0, 0)


@pytest.mark.parametrize("people", [[], ["x"], ["９"], ["-1"], ["999999999"]])
def test_nonsense_is_nobody(people: list[str], institution: Institution, desk: Client) -> None:
    answer = desk.post(reverse("desk_act", args=[institution.pk]), {"people": people, "way": "remind"})
    assert (answer.status_code, StaffReminder.objects.count()) == (302, 0)


def test_form_leads_back_to_this_site_alone(institution: Institution, desk: Client, staff) -> None:
    home = reverse("desk_people", args=[institution.pk])
    for asked, led in (("/desk/?x=1", "/desk/?x=1"), ("https://evil.example/", home), ("", home)):
        fields = {"people": [staff.pk], "way": "remind", "next": asked}
        assert desk.post(reverse("desk_act", args=[institution.pk]), fields).headers["Location"] == led


def test_reminder_is_owed_once_a_day(institution: Institution, officer, desk: Client, staff, monkeypatch) -> None:
    assert act(desk, institution, staff, way="remind") == ["1 reminder is on its way."]
    assert act(desk, institution, staff, way="remind") == [
        "Whoever was reminded today gets no second letter. Try again tomorrow."
    ]
    StaffReminder.objects.update(day=timezone.localdate() - timedelta(days=1))
    assert remind_staff(people=[staff], by=officer.user) == 1


def test_reminder_tells_what_is_left_in_the_language_of_the_person(institution, officer, staff, course) -> None:
    due = timezone.localdate() + timedelta(days=3)
    make_requirement(institution, course, due_on=due)
    make_requirement(institution, Decimal(30))
    done = make_course(lessons=1, index=index_of(course))
    make_requirement(institution, done)
    make_enrolment(done, staff.user, read=1)
    remind_staff(people=[staff], by=officer.user)
    reminder = StaffReminder.objects.get()
    assert (mail_staff_reminder(reminder.pk), mail_staff_reminder(reminder.pk)) == (True, False)
    (letter,) = mail.outbox
    titles = dict(course.pages.values_list("locale__language_code", "title"))
    assert letter.to == [staff.user.email]
    assert letter.subject == "Осталось выполнить 2 требования"
    assert f"{titles['ru']}: не начато" in letter.body
    assert "Часов в год: 30: 1 из 30 ч" in letter.body
    assert reverse("course", args=[course.code]) in letter.body
    assert done.pages.get(locale__language_code="ru").title not in letter.body


def test_nobody_is_reminded_of_nothing(institution: Institution, officer, staff, course: Course) -> None:
    remind_staff(people=[staff], by=officer.user)
    assert (mail_staff_reminder(StaffReminder.objects.get().pk), mail.outbox) == (False, [])


def test_whoever_ended_the_view_is_not_reminded(institution: Institution, officer, staff, course: Course) -> None:
    make_requirement(institution, course)
    remind_staff(people=[staff], by=officer.user)
    end_view(staff)
    assert (mail_staff_reminder(StaffReminder.objects.get().pk), mail.outbox) == (False, [])


def test_people_come_into_groups_and_out_again(institution: Institution, desk: Client, staff) -> None:
    group, foreign = make_group(institution), make_group(make_institution("Başqa"))
    for _time in range(2):
        act(desk, institution, staff, way="group", into=group.pk)
    act(desk, institution, staff, way="group", into=foreign.pk)
    assert (list(group.members.all()), foreign.members.count()) == ([staff], 0)
    desk.post(reverse("desk_take_out", args=[institution.pk, staff.pk, group.pk]))
    assert group.members.count() == 0


def test_taking_somebody_off_ends_the_view_and_no_certificate(institution, desk: Client, staff) -> None:
    certificate = make_issued(staff.user)
    address = reverse("desk_take_off", args=[institution.pk, staff.pk])
    assert desk.get(address).status_code == 200
    assert Membership.objects.filter(pk=staff.pk).exists()
    desk.post(address)
    assert not Membership.objects.filter(pk=staff.pk).exists()
    certificate.refresh_from_db()
    assert (certificate.state, certificate.holder) == ("issued", staff.user)
    assert desk.post(address).status_code == 404
