from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone, translation

from academy.accounts.models import User
from certification.enums import RevocationReason
from certification.services.revocation import revoke_certificate
from courses.enums import PrerequisiteKind
from courses.models import Course, CoursePage, Enrolment, Prerequisite
from courses.selectors.prerequisites import missing_prerequisites, prerequisite_items, would_make_circle
from tests.factories.certification import make_issued, make_template
from tests.factories.learning import make_course, make_enrolment, make_site
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def courses() -> list[Course]:
    index = make_site()
    return [make_course(lessons=1, index=index) for _number in range(3)]


def ask(course: Course, required: Course, kind: PrerequisiteKind = PrerequisiteKind.COMPLETION) -> Prerequisite:
    return Prerequisite.objects.create(course=course, required_course=required, kind=kind)


def certify(user: User, course: Course, **fields: object):
    return make_issued(user, make_template(**fields), key=f"course:{course.code}", achieved_on=timezone.localdate())


def test_course_that_asks_for_nothing_costs_one_query(courses: list[Course], django_assert_num_queries) -> None:
    user = make_user()
    with django_assert_num_queries(1):
        assert missing_prerequisites(user, courses[0]) == []


@pytest.mark.parametrize("number", [1, 2])
def test_what_was_completed_is_not_missing(number: int, courses: list[Course], django_assert_num_queries) -> None:
    asked = [ask(courses[0], course) for course in courses[1 : 1 + number]]
    user = make_enrolment(courses[1], read=1).user
    make_enrolment(courses[2])
    with django_assert_num_queries(2):
        assert missing_prerequisites(user, courses[0]) == asked[1:]


def test_what_another_completed_is_missing(courses: list[Course]) -> None:
    asked = ask(courses[0], courses[1])
    make_enrolment(courses[1], read=1)
    assert missing_prerequisites(make_enrolment(courses[1]).user, courses[0]) == [asked]


def test_certificate_is_asked_for_and_completion_is_not_enough(courses: list[Course]) -> None:
    asked = ask(courses[0], courses[1], PrerequisiteKind.CERTIFICATE)
    user = make_enrolment(courses[1], read=1).user
    before = missing_prerequisites(user, courses[0])
    certify(user, courses[1])
    assert (before, missing_prerequisites(user, courses[0])) == ([asked], [])


def test_certificates_of_others_and_of_other_courses_do_not_count(courses: list[Course]) -> None:
    asked = ask(courses[0], courses[1], PrerequisiteKind.CERTIFICATE)
    user = make_user()
    certify(user, courses[2])
    certify(make_user(), courses[1])
    assert missing_prerequisites(user, courses[0]) == [asked]


def test_revoked_certificate_is_not_in_force(courses: list[Course]) -> None:
    asked = ask(courses[0], courses[1], PrerequisiteKind.CERTIFICATE)
    certificate = certify(make_user(), courses[1])
    revoke_certificate(certificate=certificate, reason=RevocationReason.RULES_VIOLATED, revoked_by=None)
    assert missing_prerequisites(certificate.holder, courses[0]) == [asked]


def test_certificate_is_in_force_on_its_last_day_and_no_longer(courses: list[Course]) -> None:
    asked = ask(courses[0], courses[1], PrerequisiteKind.CERTIFICATE)
    certificate = certify(make_user(), courses[1], valid_months=1)
    missing = []
    for days in (0, 1):
        with time_machine.travel(f"{certificate.expires_on + timedelta(days=days)} 12:00+04:00", tick=False):
            missing.append(missing_prerequisites(certificate.holder, courses[0]))
    assert missing == [[], [asked]]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("az", ["“{}” kursunu başa vurun.", "“{}” kursunun qüvvədə olan sertifikatını əldə edin."]),
        ("ru", ["Завершите курс «{}».", "Получите действующий сертификат курса «{}»."]),
        ("en", ["Complete the course “{}”.", "Obtain a certificate of the course “{}” that is in force."]),
    ],
)
def test_items_say_in_words_what_is_asked_and_lead_there(language: str, words: list[str], courses: list) -> None:
    for course, kind in zip(courses[1:], PrerequisiteKind, strict=True):
        ask(courses[0], course, kind)
    user = make_enrolment(courses[1], read=1).user
    with translation.override(language):
        items = prerequisite_items(courses[0], user=user, language=language)
        said = [item.words for item in items]
    pages = [course.pages.get(locale__language_code=language) for course in courses[1:]]
    assert said == [form.format(page.title) for form, page in zip(words, pages, strict=True)]
    assert [(item.url, item.is_met) for item in items] == [(pages[0].url, True), (pages[1].url, False)]


def test_unpublished_course_is_named_by_its_code_without_a_link(courses: list[Course]) -> None:
    ask(courses[0], courses[1])
    CoursePage.objects.filter(course=courses[1]).update(live=False)
    (item,) = prerequisite_items(courses[0], user=AnonymousUser(), language="en")
    assert (item.title, item.url, item.language, item.is_met) == (courses[1].code, "", "", False)


def test_circles_are_seen_however_long(courses: list[Course]) -> None:
    first, second, third = courses
    ask(first, second)
    ask(second, third)
    seen = {
        (left.pk, right.pk): would_make_circle(left, right) for left in courses for right in courses if left != right
    }
    circles = {(second.pk, first.pk), (third.pk, first.pk), (third.pk, second.pk)}
    assert {pair for pair, is_circle in seen.items() if is_circle} == circles


def test_course_that_asks_for_itself_is_a_circle(courses: list[Course]) -> None:
    assert would_make_circle(courses[0], courses[0]) is True


def test_search_for_circles_ends_in_a_circle_made_by_hand(courses: list[Course]) -> None:
    ask(courses[0], courses[1])
    ask(courses[1], courses[0])
    assert would_make_circle(courses[2], courses[0]) is False


def test_completion_given_up_never_exists(courses: list[Course]) -> None:
    ask(courses[0], courses[1])
    enrolment = make_enrolment(courses[1])
    Enrolment.objects.filter(pk=enrolment.pk).update(withdrawn_at=timezone.now())
    assert len(missing_prerequisites(enrolment.user, courses[0])) == 1
