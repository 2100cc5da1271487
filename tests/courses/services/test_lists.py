"""A list of people: kept with its lines, taken once, all or nothing, and forgotten."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from academy.lists.unreadable import ListUnreadable
from courses.enums import RowState
from courses.errors import CourseNotOpen
from courses.models import Enrolment, EnrolmentLetter, EnrolmentList, Invitation, LessonPage
from courses.selectors.admission import list_rows
from courses.services.lists import confirm_list, delete_old_lists, keep_list
from courses.tasks import sweep_admission_letters
from tests.factories.admission import make_cohort, make_invitation, make_list
from tests.factories.learning import make_course, make_enrolment
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

KNOWN, NEW = "known@example.org", "new@example.org"


def test_list_is_kept_and_nothing_is_taken() -> None:
    course, by = make_course(), make_user()
    content = f"{KNOWN};Günay\nwrong;X\n".encode()
    people = keep_list(course=course, cohort=None, language="ru", file_name="a.csv", content=content, by=by)
    assert [(row["line"], row["problem"]) for row in people.rows] == [(1, ""), (2, "address")]
    assert (Enrolment.objects.count(), Invitation.objects.count(), people.confirmed_at) == (0, 0, None)


def test_unreadable_list_is_not_kept() -> None:
    with pytest.raises(ListUnreadable):
        keep_list(course=make_course(), cohort=None, language="az", file_name="a", content=b"", by=make_user())
    assert EnrolmentList.objects.count() == 0


def test_each_line_says_what_would_happen(django_assert_num_queries) -> None:
    course = make_course()
    make_user(email=KNOWN)
    make_enrolment(course, make_user(email="there@example.org"))
    make_invitation(course=course, email="asked@example.org", uses_allowed=1)
    people = make_list(
        (KNOWN, ""), (NEW, ""), ("there@example.org", ""), ("asked@example.org", ""), ("x", "address"), course=course
    )
    with django_assert_num_queries(3):
        states = [row.state for row in list_rows(people)]
    assert states == [RowState.READY, RowState.NEW, RowState.ENROLLED, RowState.INVITED, RowState.ADDRESS]


def test_confirmation_takes_good_lines_alone_and_twice_is_once() -> None:
    cohort, by = make_cohort(), make_user()
    user = make_user(email=KNOWN)
    people = make_list((KNOWN, ""), (NEW, ""), ("x", "address"), (KNOWN, "duplicate"), course=cohort.course)
    EnrolmentList.objects.update(cohort=cohort, language="ru")
    people.refresh_from_db()
    results = [confirm_list(people=people, by=by).result for _time in range(2)]
    assert results == [{"ready": 1, "new": 1, "address": 1, "duplicate": 1}] * 2
    assert list(Enrolment.objects.values_list("user", "cohort")) == [(user.pk, cohort.pk)]
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.cohort, invitation.language, invitation.created_by) == (NEW, cohort, "ru", by)


@pytest.mark.parametrize("language", ["az", "ru", "en"])
def test_whoever_is_put_on_a_course_without_a_cohort_is_told_once(language: str) -> None:
    user, course = make_user(email=KNOWN, language=language), make_course()
    for _time in range(2):
        confirm_list(people=make_list((KNOWN, ""), course=course), by=make_user())
        sweep_admission_letters()
    [letter] = mail.outbox
    assert (letter.to, f"/courses/{course.code}/" in letter.body) == ([user.email], True)


def test_cohort_writes_one_letter_and_no_other() -> None:
    make_user(email=KNOWN)
    cohort = make_cohort()
    people = make_list((KNOWN, ""), course=cohort.course)
    EnrolmentList.objects.update(cohort=cohort)
    people.refresh_from_db()
    confirm_list(people=people, by=make_user())
    assert list(EnrolmentLetter.objects.values_list("kind", flat=True)) == ["joined"]


def test_confirmation_that_fails_takes_nothing_and_may_be_tried_again() -> None:
    make_user(email=KNOWN)
    people = make_list((KNOWN, ""), (NEW, ""))
    LessonPage.objects.update(live=False)
    with pytest.raises(CourseNotOpen):
        confirm_list(people=people, by=make_user())
    people.refresh_from_db()
    assert (people.confirmed_at, Enrolment.objects.count(), Invitation.objects.count()) == (None, 0, 0)
    LessonPage.objects.update(live=True)
    assert confirm_list(people=people, by=make_user()).result == {"ready": 1, "new": 1}


def test_number_of_queries_does_not_grow_with_the_list(django_assert_num_queries) -> None:
    course = make_course()
    for number in (1, 3):
        known = [(make_user().email, "") for _person in range(number)]
        people = make_list(*known, *((f"{number}-{n}@example.org", "") for n in range(number)), course=course)
        with django_assert_num_queries(CONFIRM):
            confirm_list(people=people, by=people.uploaded_by)


CONFIRM = 22


def test_lists_are_forgotten_after_thirty_days() -> None:
    old = make_list()
    new = make_list(course=old.course)
    EnrolmentList.objects.filter(pk=old.pk).update(uploaded_at=timezone.now() - timedelta(days=31))
    assert (delete_old_lists(), list(EnrolmentList.objects.all())) == (1, [new])
