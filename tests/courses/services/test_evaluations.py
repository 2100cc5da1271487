"""Handing in an evaluation: once, by whoever was there, and so that nothing leads from the answers to a person."""

import json
from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, connection
from django.utils import timezone
from wagtail.models import ReferenceIndex

from certification.models import Certificate
from courses.enums import SessionState
from courses.errors import EvaluationNotOpen, SessionCancelled
from courses.models import EvaluationAnswers, EvaluationHandIn, Seminar, SeminarCompletion
from courses.services.attendance import close_attendance
from courses.services.evaluations import copy_evaluation, hand_in_evaluation
from tests.factories.attendance import make_attendance, make_past_session
from tests.factories.certification import make_template
from tests.factories.evaluations import hand_in, make_evaluated_seminar, make_evaluation, make_participant
from tests.factories.learning import make_seminar, make_site
from tests.factories.people import make_user
from tests.races import at_once, without_constraint

pytestmark = pytest.mark.django_db

ANSWERS = {"mark": "4", "why": "Yaxşı idi"}


@pytest.fixture
def seminar() -> Seminar:
    make_site()
    return make_evaluated_seminar()


def rows_of(model: type) -> list[dict]:
    """A table as it is stored, physical order and all."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {model._meta.db_table}")  # noqa: S608 - a name of our own
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def test_answers_are_kept_for_the_seminar(seminar: Seminar) -> None:
    assert hand_in_evaluation(user=make_participant(seminar), seminar=seminar, answers=ANSWERS) is True
    kept = EvaluationAnswers.objects.get()
    assert (kept.seminar, kept.evaluation, kept.answers) == (seminar, seminar.evaluation, ANSWERS)


def test_handing_in_twice_is_once(seminar: Seminar) -> None:
    person = make_participant(seminar)
    outcomes = [hand_in_evaluation(user=person, seminar=seminar, answers={"mark": mark}) for mark in "45"]
    assert (outcomes, [row.answers for row in EvaluationAnswers.objects.all()]) == ([True, False], [{"mark": "4"}])


def test_answers_and_the_record_stand_together_or_not_at_all(seminar: Seminar, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_facts: object) -> None:
        raise SessionCancelled

    monkeypatch.setattr("courses.services.evaluations.complete_seminar_when_done", fail)
    person = make_participant(seminar)
    with pytest.raises(SessionCancelled):
        hand_in_evaluation(user=person, seminar=seminar, answers=ANSWERS)
    assert (EvaluationAnswers.objects.count(), EvaluationHandIn.objects.count()) == (0, 0)


def test_nothing_in_the_tables_leads_from_answers_to_a_person(seminar: Seminar) -> None:
    people = hand_in(seminar, *({"mark": "4", "why": f"Text {number}"} for number in range(3)))
    answers, hand_ins = rows_of(EvaluationAnswers), rows_of(EvaluationHandIn)
    assert [set(row) for row in answers] == [{"id", "seminar_id", "evaluation_id", "answers"}] * 3
    assert [set(row) for row in hand_ins] == [{"id", "seminar_id", "user_id"}] * 3
    shared = [{str(value) for row in rows for value in row.values()} for rows in (answers, hand_ins)]
    assert shared[0] & shared[1] <= {str(seminar.pk), str(seminar.evaluation_id)}
    assert {row["user_id"] for row in hand_ins} == {person.pk for person in people}
    assert all(set(json.loads(row["answers"])) == {"mark", "why"} for row in answers)


def test_index_of_references_keeps_no_order_of_arrival(seminar: Seminar) -> None:
    hand_in(seminar, ANSWERS)
    kinds = ContentType.objects.get_for_models(EvaluationAnswers, EvaluationHandIn).values()
    assert ReferenceIndex.objects.filter(content_type__in=kinds).count() == 0
    assert [ReferenceIndex.is_indexed(model) for model in (EvaluationAnswers, EvaluationHandIn)] == [False, False]


def test_order_in_the_table_is_not_the_order_of_arrival(seminar: Seminar) -> None:
    """By chance it would be once in twelve factorial, 479 million."""
    arrived = [str(number) for number in range(12)]
    hand_in(seminar, *({"why": text} for text in arrived))
    stored = [json.loads(row["answers"])["why"] for row in rows_of(EvaluationAnswers)]
    assert (sorted(stored, key=int), stored != arrived) == (arrived, True)


def test_answers_of_other_seminars_stay(seminar: Seminar) -> None:
    other = make_evaluated_seminar(seminar.evaluation)
    hand_in(other, {"mark": "1"})
    hand_in(seminar, {"mark": "5"}, {"mark": "4"})
    assert [row.answers for row in other.evaluation_answers.all()] == [{"mark": "1"}]
    assert seminar.evaluation_answers.count() == 2


def test_account_that_goes_takes_no_answers_along(seminar: Seminar) -> None:
    hand_in(seminar, ANSWERS)[0].delete()
    assert (EvaluationHandIn.objects.count(), EvaluationAnswers.objects.count()) == (0, 1)


@pytest.mark.parametrize("why", ["absent", "no minutes", "running", "cancelled", "no form"])
def test_whoever_is_not_asked_hands_nothing_in(why: str, seminar: Seminar) -> None:
    person, session = make_user(), seminar.sessions.get()
    if why != "absent":
        make_attendance(session, person)
    person.attendance.update(minutes=0 if why == "no minutes" else None)
    if why == "running":
        seminar.sessions.update(ends_at=timezone.now() + timedelta(hours=1))
    if why == "cancelled":
        seminar.sessions.update(state=SessionState.CANCELLED)
    if why == "no form":
        Seminar.objects.update(evaluation=None)
    with pytest.raises(EvaluationNotOpen):
        hand_in_evaluation(user=person, seminar=seminar, answers=ANSWERS)
    assert (EvaluationAnswers.objects.count(), EvaluationHandIn.objects.count()) == (0, 0)


def test_opens_with_the_end_of_the_first_session_attended(seminar: Seminar) -> None:
    person = make_participant(seminar)
    make_past_session(seminar, hours_ago=-5)
    assert hand_in_evaluation(user=person, seminar=seminar, answers=ANSWERS) is True


@pytest.mark.parametrize("evaluation_first", [True, False])
def test_required_evaluation_releases_the_certificate(evaluation_first: bool) -> None:  # noqa: FBT001
    make_site()
    template = make_template(kind="attendance")
    seminar = make_evaluated_seminar(evaluation_required=True, certificate_template=template)
    person, session, seen = make_participant(seminar), seminar.sessions.get(), []
    steps = [
        lambda: hand_in_evaluation(user=person, seminar=seminar, answers=ANSWERS),
        lambda: close_attendance(session=session),
    ]
    for step in steps if evaluation_first else reversed(steps):
        step()
        seen.append((SeminarCompletion.objects.count(), Certificate.objects.count()))
    assert seen == [(0, 0), (1, 1)]


def test_evaluation_that_is_not_required_holds_up_nothing(seminar: Seminar) -> None:
    make_participant(seminar)
    close_attendance(session=seminar.sessions.get())
    assert SeminarCompletion.objects.count() == 1


def test_seminar_cannot_require_what_it_has_not() -> None:
    make_site()
    with pytest.raises(IntegrityError, match="seminar_requires_an_evaluation_it_has"):
        make_seminar(evaluation_required=True)


def test_copy_has_the_questions_under_new_names_and_no_answers(seminar: Seminar) -> None:
    hand_in(seminar, ANSWERS)
    first, person = seminar.evaluation, make_user()
    copy = copy_evaluation(evaluation=first, by=person)
    asked = [list(form.fields.values_list("label", "field_type", "choices")) for form in (first, copy)]
    names = [set(form.fields.values_list("clean_name", flat=True)) for form in (first, copy)]
    assert (asked[0] == asked[1], names[0] & names[1], copy.author, copy.answers.count()) == (True, set(), person, 0)


def test_field_is_named_by_chance_and_keeps_its_name() -> None:
    field = copy_evaluation(evaluation=make_evaluation(), by=make_user()).fields.first()
    name, field.label = field.clean_name, {"en": "Other words"}
    field.save()
    assert (field.clean_name, len(name)) == (name, 9)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_ten_times_at_once_is_once(seminar: Seminar) -> None:
    person = make_participant(seminar)
    outcomes = at_once(10, lambda: hand_in_evaluation(user=person, seminar=seminar, answers=ANSWERS))
    assert (sorted(outcomes), EvaluationAnswers.objects.count()) == ([False] * 9 + [True], 1)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_ten_people_at_once_lose_no_answers(seminar: Seminar) -> None:
    people = iter([make_participant(seminar) for _person in range(10)])
    outcomes = at_once(10, lambda: hand_in_evaluation(user=next(people), seminar=seminar, answers=ANSWERS))
    assert (outcomes, EvaluationAnswers.objects.count()) == ([True] * 10, 10)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_hand_ins_without_lock_and_constraint_double(seminar: Seminar) -> None:
    """Positive control: with both guards off the same person is kept ten times."""
    person = make_participant(seminar)

    def unguarded() -> None:
        EvaluationHandIn.objects.create(seminar=seminar, user=person)

    with without_constraint(EvaluationHandIn, "evaluation_handed_in_once"):
        at_once(10, unguarded)
        kept = EvaluationHandIn.objects.count()
        EvaluationHandIn.objects.all().delete()
    assert kept == 10
