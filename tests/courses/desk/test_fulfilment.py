"""Where one of the staff stands with a requirement: each state, in words, by courses, programmes and hours."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone, translation

from academy.accounts.models import Institution, Membership
from certification.data import HeldCertificate
from certification.enums import RevocationReason
from certification.services.revocation import revoke_certificate
from courses.models import Course, Enrolment, LessonVisit, ProgrammeEnrolment
from courses.selectors.desk.facts import counting_certificates
from courses.selectors.desk.fulfilment import sign_and_words
from courses.selectors.desk.matrix import Question, matrix_of
from courses.selectors.desk.requirements import desk_of
from courses.selectors.hours import hours_by_year, hours_within
from courses.services.enrolment import withdraw
from tests.factories.certification import make_issued
from tests.factories.desk import make_certificate, make_group, make_requirement, make_staff
from tests.factories.learning import index_of, make_course, make_enrolment
from tests.factories.people import make_user
from tests.factories.programmes import make_programme

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate


@pytest.fixture
def course() -> Course:
    return make_course(lessons=2, cpd_hours=Decimal("2.5"))


@pytest.fixture
def staff(institution: Institution) -> Membership:
    return make_staff(institution)


def standing(institution: Institution):
    """Where the one of the staff stands with the one requirement."""
    (row,) = matrix_of(desk_of(institution, "en"), Question(), "1").rows
    (found,) = row.standings
    return found


def told(institution: Institution) -> tuple[str, str, str]:
    """The state, the sign, and the words in English."""
    with translation.override("en"):
        found = standing(institution)
        return found.fulfilment.value, found.sign, found.words


def test_whoever_has_not_enrolled_has_not_begun(institution: Institution, staff: Membership, course: Course) -> None:
    make_requirement(institution, course)
    assert told(institution) == ("not_begun", "none", "not begun")


def test_enrolment_alone_is_no_beginning(institution: Institution, staff: Membership, course: Course) -> None:
    make_requirement(institution, course)
    make_enrolment(course, staff.user)
    assert told(institution) == ("not_begun", "none", "enrolled, not begun")


def test_opened_lesson_is_a_beginning(institution: Institution, staff: Membership, course: Course) -> None:
    make_requirement(institution, course)
    LessonVisit.objects.create(enrolment=make_enrolment(course, staff.user), lesson=course.lessons.first())
    assert told(institution) == ("under_way", "current", "in progress, 0%")


def test_course_under_way_says_how_far(institution: Institution, staff: Membership, course: Course) -> None:
    make_requirement(institution, course)
    make_enrolment(course, staff.user, read=1)
    assert told(institution) == ("under_way", "current", "in progress, 50%")


def test_course_that_was_left_is_not_begun(institution: Institution, staff: Membership, course: Course) -> None:
    make_requirement(institution, course)
    withdraw(enrolment=make_enrolment(course, staff.user, read=1))
    assert told(institution) == ("not_begun", "none", "not begun")


def test_completed_course_without_a_certificate(institution: Institution, staff: Membership, course: Course) -> None:
    make_requirement(institution, course)
    make_enrolment(course, staff.user, read=2)
    assert told(institution) == ("completed", "done", "completed")


@pytest.mark.parametrize(
    ("days", "state", "sign"), [(None, "certified", "done"), (0, "certified", "done"), (-1, "expired", "overdue")]
)
def test_certificate_has_the_last_word(days: int | None, state: str, sign: str, institution, course) -> None:
    staff = make_staff(institution)
    make_requirement(institution, course)
    make_enrolment(course, staff.user, read=2)
    make_certificate(staff.user, course, until=None if days is None else TODAY() + timedelta(days=days))
    assert told(institution)[:2] == (state, sign)


def test_end_of_a_certificate_is_said_in_words(institution: Institution, staff: Membership, course: Course) -> None:
    make_requirement(institution, course)
    until = TODAY() + timedelta(days=40)
    make_certificate(staff.user, course, until=until)
    words = {}
    for language in ("az", "ru", "en"):
        with translation.override(language):
            words[language] = standing(institution).words
    day = f"{until:%d.%m.%Y}"
    assert words == {
        "az": f"sertifikat {day} tarixinədək etibarlıdır",
        "ru": f"сертификат действует до {day}",
        "en": words["en"],
    }
    assert words["en"].startswith("certified until ")


def test_words_that_are_remembered_name_nobody(institution: Institution, course: Course) -> None:
    make_requirement(institution, course)
    sign_and_words.cache_clear()
    for _person in range(3):
        make_enrolment(course, make_staff(institution).user, read=1)
    rows = matrix_of(desk_of(institution, "en"), Question(), "1").rows
    with translation.override("en"):
        assert {row.standings[0].words for row in rows} == {"in progress, 50%"}
    assert (len(rows), sign_and_words.cache_info().currsize) == (3, 1)


def test_revoked_certificate_opens_the_requirement_again(
    institution: Institution, staff: Membership, course: Course
) -> None:
    make_requirement(institution, course)
    make_enrolment(course, staff.user, read=2)
    certificate = make_issued(staff.user, key=f"course:{course.code}")
    revoke_certificate(certificate=certificate, reason=RevocationReason.RULES_VIOLATED, revoked_by=make_user())
    assert told(institution) == ("revoked", "overdue", "certificate revoked")
    assert standing(institution).is_open


def held(code: str, standing: str) -> HeldCertificate:
    facts = {"holder": 1, "key": "course:A", "title": "A", "grouped_code": code, "issued_on": None, "expires_on": None}
    return HeldCertificate(code=code, standing=standing, is_in_force=standing == "valid", **facts)


@pytest.mark.parametrize(
    ("standings", "counts"),
    [
        (["valid", "revoked"], "0"),
        (["revoked", "valid"], "1"),
        (["revoked", "expired"], "0"),
        (["valid", "valid"], "0"),
    ],
)
def test_certificate_in_force_counts_else_the_newest(standings: list[str], counts: str) -> None:
    newest_first = [held(str(place), standing) for place, standing in enumerate(standings)]
    assert [one.code for one in counting_certificates(newest_first).values()] == [counts]


@pytest.mark.parametrize(("days", "late"), [(-1, True), (0, False), (None, False)])
def test_day_that_has_passed_makes_late(days: int | None, late: bool, institution, staff, course) -> None:  # noqa: FBT001
    due = None if days is None else TODAY() + timedelta(days=days)
    make_requirement(institution, course, due_on=due)
    assert (told(institution)[1] == "overdue", "overdue" in told(institution)[2]) == (late, late)


def test_nobody_is_late_with_what_is_done(institution: Institution, staff: Membership, course: Course) -> None:
    make_requirement(institution, course, due_on=TODAY() - timedelta(days=1))
    make_enrolment(course, staff.user, read=2)
    assert told(institution) == ("completed", "done", "completed")


def test_programme_is_counted_by_its_rule(institution: Institution, staff: Membership, course: Course) -> None:
    other = make_course(lessons=1, index=index_of(course))
    programme = make_programme([course, other])
    make_requirement(institution, programme)
    assert told(institution) == ("not_begun", "none", "not begun")
    make_enrolment(course, staff.user, read=2)
    assert told(institution) == ("under_way", "current", "in progress, 50%")
    ProgrammeEnrolment.objects.create(user=staff.user, programme=programme, completed_at=timezone.now())
    assert told(institution) == ("completed", "done", "completed")


def test_hours_are_counted_exactly(institution: Institution, staff: Membership, course: Course) -> None:
    requirement = make_requirement(institution, Decimal("5.01"))
    assert told(institution) == ("not_begun", "none", "not begun")
    for one in (course, make_course(lessons=1, index=index_of(course), cpd_hours=Decimal("2.5"))):
        make_enrolment(one, staff.user, read=2)
    assert told(institution) == ("under_way", "current", "5 of 5.01 h")
    requirement.hours = Decimal(5)
    requirement.save()
    assert told(institution) == ("completed", "done", "5 of 5 h")


@pytest.mark.parametrize(("years", "hours"), [(1, "0"), (2, "2.5"), (10, "2.5")])
def test_hours_of_earlier_years_count_as_far_as_is_asked(
    years: int, hours: str, institution: Institution, staff: Membership, course: Course
) -> None:
    make_enrolment(course, staff.user, read=2)
    Enrolment.objects.update(completed_at=timezone.now() - timedelta(days=366))
    year = TODAY().year
    by_year = hours_by_year([staff.user_id])[staff.user_id]
    in_last_year = year - 1 in by_year
    found = hours_within(by_year, last=year, years=years)
    assert found == Decimal(hours if in_last_year or years != 2 else "0")


def test_requirement_of_a_group_is_asked_of_the_group_alone(institution: Institution, course: Course) -> None:
    group, other = make_group(institution), make_group(institution)
    make_requirement(institution, course, group=group)
    make_staff(institution, make_user(legal_name="Aygün"), group)
    make_staff(institution, make_user(legal_name="Zahid"), other)
    rows = matrix_of(desk_of(institution, "en"), Question(), "1").rows
    assert [(row.person.user.legal_name, row.standings[0] is None) for row in rows] == [
        ("Aygün", False),
        ("Zahid", True),
    ]
