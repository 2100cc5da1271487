from collections.abc import Mapping
from typing import Any

from academy.accounts.models import User
from courses.enums import EvaluationFieldType
from courses.models import Evaluation, EvaluationField, Seminar
from courses.services.evaluations import hand_in_evaluation
from tests.factories.attendance import make_attendance, make_past_session
from tests.factories.learning import make_seminar
from tests.factories.people import make_user

#: Questions of the form, under names that tests know; both texts are left out by whoever only answers `mark`.
QUESTIONS: tuple[dict[str, Any], ...] = (
    {"clean_name": "mark", "label": {"az": "Qiymət", "ru": "Оценка", "en": "Mark"}, "required": True},
    {
        "clean_name": "way",
        "label": {"az": "Forma", "ru": "Форма", "en": "Way"},
        "field_type": EvaluationFieldType.RADIO,
        "choices": [{"az": "Əyani", "ru": "Очно", "en": "In person"}, {"az": "Onlayn", "ru": "Онлайн", "en": "Online"}],
    },
    {
        "clean_name": "parts",
        "label": {"az": "Hissələr", "ru": "Части", "en": "Parts"},
        "field_type": EvaluationFieldType.CHECKBOXES,
        "choices": [{"az": "Birinci", "en": "First"}, {"az": "İkinci", "en": "Second"}],
    },
    {"clean_name": "why", "label": {"az": "Niyə", "en": "Why"}, "field_type": EvaluationFieldType.MULTILINE},
)


def make_evaluation(**facts: object) -> Evaluation:
    """A form with a scale that must be answered, a choice, boxes to tick and a text."""
    titles = {"az": "Seminarın qiymətləndirilməsi", "ru": "Оценка семинара", "en": "Evaluation of the seminar"}
    evaluation = Evaluation.objects.create(**({"title": titles} | facts))
    for place, question in enumerate(QUESTIONS):
        EvaluationField.objects.create(evaluation=evaluation, sort_order=place, **question)
    return evaluation


def make_evaluated_seminar(evaluation: Evaluation | None = None, **facts: object) -> Seminar:
    """A published seminar with a form; one of its sessions is over."""
    seminar = make_seminar(evaluation=evaluation or make_evaluation(), **facts)
    make_past_session(seminar)
    return seminar


def make_participant(seminar: Seminar, user: User | None = None) -> User:
    """Somebody who was at the first session of the seminar."""
    return make_attendance(seminar.sessions.first(), user or make_user()).user


def hand_in(seminar: Seminar, *answers: Mapping[str, Any]) -> list[User]:
    """As many people as there are answers, in this order."""
    people = [make_participant(seminar) for _one in answers]
    for person, given in zip(people, answers, strict=True):
        hand_in_evaluation(user=person, seminar=seminar, answers=given)
    return people
