"""Requests, invitations and lists in the CMS: whose they are, what they do, what a listing costs."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from academy.accounts.enums import Role
from academy.accounts.models import User
from courses.enums import RequestState
from courses.models import Cohort, Course, Enrolment, EnrolmentList, Invitation
from tests.factories.admission import make_cohort, make_invitation, make_list, make_request
from tests.factories.learning import make_enrolment
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

KINDS = ("enrolmentrequest", "invitation", "enrolmentlist")
QUERIES = 11
PAGES = {"enrolmentrequest": "decide", "invitation": "show", "enrolmentlist": "show"}


@pytest.fixture
def studio(trainer: User, client_of) -> Client:
    return client_of(trainer)


def make_rows(course: Course, number: int = 1) -> dict[str, object]:
    """So many rows of each kind; the first of each."""
    cohort = make_cohort(course=course)
    rows = [
        {
            "enrolmentrequest": make_request(course=course),
            "invitation": make_invitation(course=course, cohort=cohort),
            "enrolmentlist": make_list(("a@example.org", ""), course=course, cohort=cohort),
        }
        for _row in range(number)
    ]
    return rows[0]


def listed(studio: Client, kind: str, **query: str) -> list[object]:
    return list(studio.get(reverse(f"{kind}:index"), query).context["object_list"])


@pytest.mark.parametrize("kind", KINDS)
def test_row_of_another_is_neither_listed_nor_opened(kind: str, studio: Client, foreign_course: Course) -> None:
    row = make_rows(foreign_course)[kind]
    address = reverse(f"{kind}:{PAGES[kind]}", args=[row.pk])
    assert listed(studio, kind) == []
    assert [studio.get(address).status_code, studio.get(reverse(f"{kind}:{PAGES[kind]}", args=[0])).status_code] == [
        404,
        404,
    ]
    posted = reverse("enrolmentlist:confirm", args=[row.pk]) if kind == "enrolmentlist" else address
    assert studio.post(posted, {"decision": "approve"}).status_code == 404
    assert (Enrolment.objects.count(), Invitation.objects.filter(revoked_at=None).count()) == (0, 1)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("number", [1, 3])
def test_listing_costs_the_same(
    kind: str, number: int, studio: Client, own_course: Course, django_assert_num_queries
) -> None:
    make_rows(own_course, number)
    studio.get(reverse(f"{kind}:index"))
    with django_assert_num_queries(QUERIES):
        assert len(listed(studio, kind)) == number


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMINISTRATOR, None])
def test_listing_opens_for_whoever_manages_every_course(
    kind: str, role: Role | None, own_course: Course, client_of
) -> None:
    row = make_rows(own_course)[kind]
    user = make_user(role) if role else make_user(is_superuser=True, is_staff=True)
    assert listed(client_of(user), kind) == [row]


@pytest.mark.parametrize("kind", KINDS)
def test_learner_and_registrar_stay_outside(kind: str, own_course: Course, client_of) -> None:
    row = make_rows(own_course)[kind]
    addresses = [reverse(f"{kind}:index"), reverse(f"{kind}:{PAGES[kind]}", args=[row.pk])]
    answers = [
        client_of(user).get(a).status_code for user in (make_user(), make_user(Role.REGISTRAR)) for a in addresses
    ]
    assert [status in {302, 403, 404} for status in answers] == [True] * 4


def test_cohorts_trainer_manages_what_belongs_to_the_cohort(
    studio: Client, trainer: User, foreign_course: Course
) -> None:
    taught = make_cohort(course=foreign_course, trainer=trainer)
    inside, outside = make_enrolment(foreign_course), make_enrolment(foreign_course)
    Enrolment.objects.filter(pk=inside.pk).update(cohort=taught)
    invitation = make_invitation(course=foreign_course, cohort=taught)
    make_invitation(course=foreign_course)
    make_request(course=foreign_course)
    assert [listed(studio, kind) for kind in ("enrolment", "invitation", "enrolmentrequest")] == [
        [inside],
        [invitation],
        [],
    ]
    assert outside.cohort is None


@pytest.mark.parametrize(("decision", "number"), [("approve", 1), ("refuse", 0)])
def test_request_is_decided_once_and_its_author_told(
    decision: str, number: int, studio: Client, own_course: Course, django_capture_on_commit_callbacks
) -> None:
    request = make_request(course=own_course, message="I catalogue <maps>.")
    address = reverse("enrolmentrequest:decide", args=[request.pk])
    assert "I catalogue &lt;maps&gt;." in studio.get(address).text
    with django_capture_on_commit_callbacks(execute=True):
        studio.post(address, {"decision": decision, "reason": "So be it."})
        again = studio.post(address, {"decision": "approve"}, follow=True)
    assert ("no longer waits" in again.text, Enrolment.objects.count(), len(mail.outbox)) == (True, number, 1)
    assert (mail.outbox[0].to, "So be it." in mail.outbox[0].body) == ([request.user.email], True)


def test_unknown_decision_changes_nothing(studio: Client, own_course: Course) -> None:
    request = make_request(course=own_course)
    answer = studio.post(reverse("enrolmentrequest:decide", args=[request.pk]), {"decision": "waiting"})
    request.refresh_from_db()
    assert (answer.status_code, request.state) == (404, RequestState.WAITING)


@pytest.mark.parametrize(("action", "state"), [("approve", "approved"), ("refuse", "refused")])
def test_several_requests_are_decided_at_once(
    action: str, state: str, studio: Client, own_course: Course, django_capture_on_commit_callbacks
) -> None:
    requests = [make_request(course=own_course) for _request in range(2)]
    query = "&".join(f"id={request.pk}" for request in requests)
    address = reverse("wagtail_bulk_action", args=["courses", "enrolmentrequest", action])
    with django_capture_on_commit_callbacks(execute=True):
        studio.post(f"{address}?{query}", {"reason": "Together."})
    states = set(own_course.requests.values_list("state", "reason"))
    assert (states, len(mail.outbox)) == ({(state, "Together.")}, 2)


def test_foreign_request_is_not_decided_with_own_ones(
    studio: Client, own_course: Course, foreign_course: Course
) -> None:
    rows = [make_request(course=own_course), make_request(course=foreign_course)]
    query = "&".join(f"id={row.pk}" for row in rows)
    address = reverse("wagtail_bulk_action", args=["courses", "enrolmentrequest", "approve"])
    assert (studio.post(f"{address}?{query}", {}).status_code, Enrolment.objects.count()) == (404, 0)


def invitation_fields(course: Course, **changes: object) -> dict[str, object]:
    return {
        "course": course.pk,
        "cohort": "",
        "email": "",
        "language": "",
        "uses_allowed": "",
        "last_day": "",
    } | changes


def test_link_is_made_shown_copied_and_ended(studio: Client, own_course: Course, trainer: User) -> None:
    cohort = make_cohort(course=own_course)
    day = timezone.localdate() + timedelta(days=3)
    fields = invitation_fields(own_course, cohort=cohort.pk, uses_allowed=5, last_day=day.isoformat())
    made = studio.post(reverse("invitation:add"), fields)
    invitation = Invitation.objects.get()
    assert (invitation.cohort, invitation.uses_allowed, invitation.created_by) == (cohort, 5, trainer)
    assert timezone.localdate(invitation.expires_at) == day
    assert f"/my/invitations/{invitation.token}/" in studio.get(made.url).text
    ended = studio.post(made.url, follow=True)
    invitation.refresh_from_db()
    assert (invitation.revoked_at is not None, invitation.token in ended.text) == (True, False)


def test_address_is_written_to_once(studio: Client, own_course: Course, django_capture_on_commit_callbacks) -> None:
    fields = invitation_fields(own_course, email="Gunay@Example.org", language="ru", uses_allowed=9)
    with django_capture_on_commit_callbacks(execute=True):
        studio.post(reverse("invitation:add"), fields)
        again = studio.post(reverse("invitation:add"), fields)
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.uses_allowed, invitation.language) == ("gunay@example.org", 1, "ru")
    assert ([letter.to for letter in mail.outbox], "still open" in again.text) == ([["gunay@example.org"]], True)


def test_form_offers_and_takes_nothing_of_others(studio: Client, own_course: Course, foreign_course: Course) -> None:
    foreign = make_cohort(course=foreign_course)
    form = studio.get(reverse("invitation:add")).context["form"]
    assert (list(form.fields["course"].queryset), list(form.fields["cohort"].queryset)) == ([own_course], [])
    for fields in (invitation_fields(foreign_course), invitation_fields(own_course, cohort=foreign.pk)):
        assert studio.post(reverse("invitation:add"), fields).status_code == 200
    assert Invitation.objects.count() == 0


def test_cohorts_trainer_invites_into_the_cohort_alone(studio: Client, trainer: User, foreign_course: Course) -> None:
    taught = make_cohort(course=foreign_course, trainer=trainer)
    refused = studio.post(reverse("invitation:add"), invitation_fields(foreign_course))
    assert "Choose the cohort that you teach." in refused.text
    studio.post(reverse("invitation:add"), invitation_fields(foreign_course, cohort=taught.pk))
    assert Invitation.objects.get().cohort == taught


@pytest.mark.parametrize("wrong", [{"last_day": "2020-01-01"}, {"uses_allowed": 0}, {"email": "nobody"}])
def test_wrong_answers_are_refused_and_kept(wrong: dict, studio: Client, own_course: Course) -> None:
    answer = studio.post(reverse("invitation:add"), invitation_fields(own_course, **wrong))
    assert (answer.status_code, Invitation.objects.count()) == (200, 0)


def upload(studio: Client, course: Course, content: str, **changes: object) -> object:
    file = SimpleUploadedFile("people.csv", content.encode())
    fields = {"course": course.pk, "cohort": "", "language": "az", "file": file}
    return studio.post(reverse("enrolmentlist:add"), fields | changes)


def cells(text: str) -> list[tuple[str, ...]]:
    rows = re.findall(r"<tr>(<td>.*?)</tr>", text)
    return [
        tuple(re.sub(r"<[^>]*>", "", cell).strip() for cell in re.findall(r"<td[^>]*>(.*?)</td>", row)) for row in rows
    ]


def test_list_is_looked_at_then_taken(studio: Client, own_course: Course, django_capture_on_commit_callbacks) -> None:
    cohort = make_cohort(course=own_course)
    known = make_user(email="known@example.org")
    content = "E-poçt;Ad\nknown@example.org;Günay\nnew@example.org;<b>Olqa</b>\nwrong;X\n"
    uploaded = upload(studio, own_course, content, cohort=cohort.pk)
    shown = studio.get(uploaded.url)
    assert cells(shown.text) == [
        ("2", "known@example.org", "Günay", "will be enrolled"),
        ("3", "new@example.org", "&lt;b&gt;Olqa&lt;/b&gt;", "no account yet: will be invited by letter"),
        ("4", "wrong", "X", "not an e-mail address"),
    ]
    assert (Enrolment.objects.count(), Invitation.objects.count(), "Take 2 people" in shown.text) == (0, 0, True)
    assert [row[0] for row in cells(studio.get(uploaded.url, {"state": "address"}).text)] == ["4"]
    address = reverse("enrolmentlist:confirm", args=[EnrolmentList.objects.get().pk])
    with django_capture_on_commit_callbacks(execute=True):
        for _click in range(2):
            taken = studio.post(address, follow=True)
    assert ("This list was taken" in taken.text, "Take 2 people" in taken.text) == (True, False)
    assert (Enrolment.objects.get().user, Enrolment.objects.get().cohort) == (known, cohort)
    assert sorted(letter.to[0] for letter in mail.outbox) == ["known@example.org", "new@example.org"]


def test_unreadable_file_is_refused_and_not_kept(studio: Client, own_course: Course) -> None:
    answer = upload(studio, own_course, "no addresses here\n")
    assert ("No e-mail address was found" in answer.text, EnrolmentList.objects.count()) == (True, 0)


def test_too_large_file_is_refused_before_it_is_read(studio: Client, own_course: Course) -> None:
    answer = upload(studio, own_course, "a@example.org\n" * 160_000)
    assert ("larger than 2 MB" in answer.text, EnrolmentList.objects.count()) == (True, 0)


def test_list_goes_to_no_course_of_another(studio: Client, foreign_course: Course) -> None:
    assert upload(studio, foreign_course, "a@example.org\n").status_code == 200
    assert EnrolmentList.objects.count() == 0


@pytest.mark.parametrize("lines", [1, 3])
def test_page_of_a_list_costs_the_same(
    lines: int, studio: Client, own_course: Course, django_assert_num_queries
) -> None:
    people = make_list(*((f"p{n}@example.org", "") for n in range(lines)), course=own_course)
    address = reverse("enrolmentlist:show", args=[people.pk])
    studio.get(address)
    with django_assert_num_queries(12):
        studio.get(address)


def test_long_list_is_shown_by_the_page(studio: Client, own_course: Course) -> None:
    people = make_list(*((f"p{n}@example.org", "") for n in range(101)), course=own_course)
    address = reverse("enrolmentlist:show", args=[people.pk])
    assert [len(cells(studio.get(address, {"p": number}).text)) for number in (1, 2)] == [100, 1]


def test_cohort_that_is_over_is_not_offered(studio: Client, own_course: Course) -> None:
    make_cohort(course=own_course, days=-1)
    form = studio.get(reverse("enrolmentlist:add")).context["form"]
    assert (list(form.fields["cohort"].queryset), Cohort.objects.count()) == ([], 1)
