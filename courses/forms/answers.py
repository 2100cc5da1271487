"""Forms of learning. What a question asks for is the question type's business: it gives the field."""

from typing import Any

from django import forms
from django.http import QueryDict

from courses.models import Attempt, AttemptQuestion
from courses.questions import TYPES
from courses.questions.base import Answer


def field_name(position: int) -> str:
    """Name of a question's field: the same in the whole form and when one answer is saved."""
    return f"question-{position}"


class AnswersForm(forms.Form):
    """The questions of an attempt, or those of them that are given, with the answers saved so far."""

    def __init__(self, asked: list[AttemptQuestion], *, language: str, data: QueryDict | None = None) -> None:
        """Ask each question in its type's own way."""
        super().__init__(data)
        self.asked = asked
        for question in asked:
            self.fields[field_name(question.position)] = self._field(question, language)

    @staticmethod
    def _field(question: AttemptQuestion, language: str) -> forms.Field:
        revision = question.revision
        type_ = TYPES[revision.question.type]
        field = type_.field(revision.body, language=language, seed=f"{question.attempt_id}:{question.position}")
        field.initial = type_.initial_of(question.answer)
        return field

    def answers(self) -> dict[int, Answer]:
        """Return what is stored, by position. Only for a valid form."""
        return {question.position: self._answer(question) for question in self.asked}

    def given_answers(self) -> dict[int, Answer]:
        """Return the answers that the page sent: one left blank may have been saved in another tab, and stays saved."""
        return {position: answer for position, answer in self.answers().items() if field_name(position) in self.data}

    def _answer(self, question: AttemptQuestion) -> Answer:
        revision = question.revision
        cleaned: Any = self.cleaned_data[field_name(question.position)]
        return TYPES[revision.question.type].answer_of(revision.body, cleaned)


def asked_in(attempt: Attempt, position: int | None = None) -> list[AttemptQuestion]:
    """Return the questions of an attempt (all, or the one at `position`, if it exists) with their revisions."""
    asked = attempt.questions.select_related("revision__question")
    return list(asked if position is None else asked.filter(position=position))
