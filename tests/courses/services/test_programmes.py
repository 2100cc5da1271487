from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from certification import api as certification
from certification.models import Certificate
from courses.errors import ProgrammeCompleted
from courses.models import Course, Enrolment, Programme, ProgrammeEnrolment, SeminarCompletion
from courses.selectors.programme import programme_view
from courses.services.programmes import (
    complete_programme_when_fulfilled,
    complete_programmes,
    join_programme,
    leave_programme,
)
from courses.services.progress import mark_lesson_read
from tests.factories.certification import make_template
from tests.factories.learning import make_course, make_enrolment, make_seminar, make_site
from tests.factories.people import make_user
from tests.factories.programmes import make_programme
from tests.races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def courses() -> list[Course]:
    index = make_site()
    return [make_course(lessons=1, index=index) for _course in range(3)]


def complete(user, course: Course) -> None:
    enrolment = make_enrolment(course, user)
    mark_lesson_read(enrolment=enrolment, lesson=course.lessons.get())


def is_completed(user, programme: Programme) -> bool:
    return ProgrammeEnrolment.objects.get(user=user, programme=programme).completed_at is not None


def test_last_course_completes_the_programme_and_reserves_its_certificate(courses: list[Course]) -> None:
    programme = make_programme(courses[:2], certificate_template=make_template(), cpd_hours=9)
    learner = make_user()
    join_programme(user=learner, programme=programme)
    seen = []
    for course in courses[:2]:
        complete(learner, course)
        seen.append((is_completed(learner, programme), len(certification.certificates_of(learner))))
    assert seen == [(False, 0), (True, 1)]
    assert certification.certificate_for(learner, f"programme:{programme.code}").title.startswith("Programme")


def test_any_n_of_m_is_enough(courses: list[Course]) -> None:
    programme = make_programme((2, courses))
    learner = make_user()
    join_programme(user=learner, programme=programme)
    complete(learner, courses[2])
    first = is_completed(learner, programme)
    complete(learner, courses[0])
    assert (first, is_completed(learner, programme)) == (False, True)


def test_every_group_must_be_fulfilled(courses: list[Course]) -> None:
    programme = make_programme(courses[:1], (1, courses[1:]))
    learner = make_user()
    join_programme(user=learner, programme=programme)
    complete(learner, courses[1])
    complete(learner, courses[2])
    before = is_completed(learner, programme)
    complete(learner, courses[0])
    assert (before, is_completed(learner, programme)) == (False, True)


def test_what_was_completed_before_counts(courses: list[Course]) -> None:
    learner = make_user()
    complete(learner, courses[0])
    enrolment = join_programme(user=learner, programme=make_programme(courses[:1]))
    enrolment.refresh_from_db()
    assert enrolment.completed_at is not None


def test_completing_courses_alone_joins_nothing(courses: list[Course]) -> None:
    make_programme(courses[:1])
    complete(make_user(), courses[0])
    assert ProgrammeEnrolment.objects.count() == 0


def test_joining_twice_is_once(courses: list[Course]) -> None:
    programme, learner = make_programme(courses), make_user()
    assert join_programme(user=learner, programme=programme) == join_programme(user=learner, programme=programme)


def test_empty_programme_is_never_completed() -> None:
    make_site()
    enrolment = join_programme(user=make_user(), programme=make_programme([]))
    assert (enrolment.completed_at, complete_programme_when_fulfilled(enrolment=enrolment)) == (None, False)


def test_what_is_completed_stays_completed_when_the_rule_grows(courses: list[Course]) -> None:
    programme, learner = make_programme((1, courses)), make_user()
    join_programme(user=learner, programme=programme)
    complete(learner, courses[0])
    programme.groups.update(required_count=None)
    view = programme_view(programme, user=learner, language="en")
    assert (view.percent, view.remaining) == (100, [])


def test_asking_for_more_than_there_is_asks_for_all(courses: list[Course]) -> None:
    view = programme_view(make_programme((9, courses)), user=make_user(), language="en")
    assert (view.groups[0].asked, view.groups[0].takes_all) == (3, True)


def test_leaving_forgets_the_programme_alone(courses: list[Course]) -> None:
    programme, learner = make_programme(courses), make_user()
    complete(learner, courses[0])
    leave_programme(enrolment=join_programme(user=learner, programme=programme))
    assert (ProgrammeEnrolment.objects.count(), learner.enrolments.count()) == (0, 1)


def test_completed_programme_cannot_be_left(courses: list[Course]) -> None:
    learner = make_user()
    complete(learner, courses[0])
    enrolment = join_programme(user=learner, programme=make_programme(courses[:1]))
    with pytest.raises(ProgrammeCompleted):
        leave_programme(enrolment=enrolment)
    assert ProgrammeEnrolment.objects.filter(pk=enrolment.pk).exists()


def test_completed_seminar_counts() -> None:
    make_site()
    seminar = make_seminar()
    programme, participant = make_programme([seminar]), make_user()
    SeminarCompletion.objects.create(seminar=seminar, user=make_user(), minutes=60, hours=1)
    other = join_programme(user=participant, programme=programme)
    before = complete_programme_when_fulfilled(enrolment=other)
    SeminarCompletion.objects.create(seminar=seminar, user=participant, minutes=60, hours=1)
    assert (before, complete_programme_when_fulfilled(enrolment=other)) == (False, True)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_last_courses_at_once_make_one_certificate(courses: list[Course]) -> None:
    programme = make_programme(courses[:2], certificate_template=make_template())
    learner, last = make_user(), iter(courses[:2])
    join_programme(user=learner, programme=programme)
    at_once(2, lambda: complete(learner, next(last)))
    assert (is_completed(learner, programme), len(certification.certificates_of(learner))) == (True, 1)


def test_certificate_of_a_programme_says_what_was_achieved_on_its_day(courses: list[Course]) -> None:
    programme = make_programme(courses[:1], certificate_template=make_template(), cpd_hours=9)
    learner = make_user()
    join_programme(user=learner, programme=programme)
    # Two in the morning in Baku.
    late = (timezone.now() + timedelta(days=1)).replace(hour=22)
    with time_machine.travel(late, tick=False):
        complete(learner, courses[0])
    certificate = Certificate.objects.get(holder=learner)
    said = {name: certificate.snapshot[name] for name in ("titles", "hours", "achieved_on", "score")}
    titles = dict(programme.pages.values_list("locale__language_code", "title"))
    assert certificate.achievement_key == f"programme:{programme.code}"
    next_day = f"{late + timedelta(days=1):%Y-%m-%d}"
    assert said == {"titles": titles, "hours": "9.0", "achieved_on": next_day, "score": None}


def test_each_programme_that_holds_the_course_is_completed_once_and_no_other(courses: list[Course]) -> None:
    holding = [make_programme(courses[:1], (1, courses[:2])), make_programme((1, courses[:2]))]
    foreign, learner, other = make_programme(courses[1:2]), make_user(), make_user()
    for programme in (*holding, foreign):
        join_programme(user=learner, programme=programme)
    join_programme(user=other, programme=holding[0])
    make_enrolment(courses[0], learner)
    Enrolment.objects.update(completed_at=timezone.now())
    done = complete_programmes(user=learner, course=courses[0].pk)
    assert {row.programme for row in done} == set(holding)
    assert complete_programmes(user=learner, course=courses[0].pk) == []
    assert set(ProgrammeEnrolment.objects.filter(completed_at=None).values_list("user", "programme")) == {
        (learner.pk, foreign.pk),
        (other.pk, holding[0].pk),
    }


def test_programme_is_completed_by_the_seminar_that_it_holds() -> None:
    make_site()
    seminar, foreign = make_seminar(), make_seminar()
    programme, participant = make_programme([seminar]), make_user()
    enrolment = join_programme(user=participant, programme=programme)
    SeminarCompletion.objects.create(seminar=seminar, user=participant, minutes=60, hours=1)
    assert complete_programmes(user=participant, seminar=foreign.pk) == []
    assert complete_programmes(user=participant, seminar=seminar.pk) == [enrolment]
