"""What people tell the organiser is kept for the event, and no longer."""

from datetime import timedelta

import pytest
from django.utils import timezone

from academy.accounts.models import User
from courses import tasks
from courses.enums import Meetings
from courses.models import Seminar, SeminarAnswer, SeminarQuestion
from courses.services.seminar_answers import forget_answers, store_answers
from tests.factories.learning import make_seminar
from tests.factories.people import make_user
from tests.factories.seminars import make_registration, make_session

pytestmark = pytest.mark.django_db


def answered(seminar: Seminar, text: str = "Nuts", user: User | None = None) -> SeminarQuestion:
    question = SeminarQuestion.objects.create(seminar=seminar, text={"en": "What do you not eat?"})
    store_answers(user=user or make_user(), seminar=seminar, answers={question.pk: text})
    return question


def test_answer_is_replaced_and_taken_back() -> None:
    seminar, user = make_seminar(), make_user()
    question = answered(seminar, user=user)
    kept = []
    for text in (" Fish ", "  "):
        store_answers(user=user, seminar=seminar, answers={question.pk: text})
        kept.append(list(SeminarAnswer.objects.values_list("text", flat=True)))
    assert kept == [["Fish"], []]


def test_question_of_another_seminar_is_not_answered() -> None:
    question = SeminarQuestion.objects.create(seminar=make_seminar(), text={"en": "Allergies?"})
    store_answers(user=make_user(), seminar=make_seminar(), answers={question.pk: "Nuts"})
    assert SeminarAnswer.objects.count() == 0


def test_answers_go_a_week_after_the_last_session() -> None:
    seminar = make_seminar()
    make_session(seminar, days=-30)
    last = make_session(seminar, days=-7)
    answered(seminar)
    end = last.ends_at + timedelta(days=7)
    assert [forget_answers(now=end), forget_answers(now=end + timedelta(seconds=1))] == [0, 1]


def test_answers_to_seminars_without_a_date_stay() -> None:
    answered(make_seminar())
    assert forget_answers(now=timezone.now() + timedelta(days=1000)) == 0


def test_task_deletes_old_answers_alone() -> None:
    for day in (-9, -3, 3):
        seminar = make_seminar()
        make_session(seminar, days=day)
        answered(seminar, text=str(day))
    tasks.forget_seminar_answers()
    assert list(SeminarAnswer.objects.order_by("pk").values_list("text", flat=True)) == ["-3", "3"]


def test_answers_go_a_week_after_the_own_date_of_a_seminar_that_goes_on() -> None:
    seminar, user = make_seminar(meetings=Meetings.REPEATS), make_user()
    session = make_session(seminar, days=1)
    make_session(seminar, days=365)
    make_registration(session, user)
    answered(seminar, user=user)
    answered(seminar, user=make_registration(seminar.sessions.last()).user)
    end = session.ends_at + timedelta(days=7)
    assert [forget_answers(now=end), forget_answers(now=end + timedelta(seconds=1))] == [0, 1]
