"""Forms of learning. What a question asks for is the question type's business: it gives the field."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.http import QueryDict

from courses.models import AttemptQuestion
from courses.questions import TYPES
from courses.questions.base import Answer


def field_name(position: int) -> str:
    """Name of a question's field: the same in the whole form and when one answer is saved."""
    return f"question-{position}"


def given_name(position: int) -> str:
    """Name of the field that says when a question's answer was given."""
    return f"given-{position}"


class GivenField(forms.IntegerField):
    """When an answer was given: milliseconds of the server's clock, as the page counts them on. Absent means now."""

    def __init__(self) -> None:
        """Ask for a number that is a date."""
        latest = int(datetime(9999, 1, 1, tzinfo=UTC).timestamp() * 1000)
        super().__init__(required=False, min_value=0, max_value=latest, widget=forms.HiddenInput)


class AnswersForm(forms.Form):
    """The questions of an attempt, or those of them that are given, with the answers saved so far."""

    def __init__(self, asked: list[AttemptQuestion], *, language: str, data: QueryDict | None = None) -> None:
        """Ask each question in its type's own way."""
        super().__init__(data)
        self.asked = asked
        for question in asked:
            self.fields[field_name(question.position)] = self._field(question, language)
            # Absent is as good as empty, and costs nothing.
            if (given := given_name(question.position)) in self.data:
                self.fields[given] = GivenField()

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
        return {position: answer for position, answer in self.answers().items() if self._is_given(position)}

    def _is_given(self, position: int) -> bool:
        """Whether something is chosen or written; or nothing is, and the page says since when."""
        return self._is_filled(field_name(position)) or bool(self.cleaned_data.get(given_name(position)))

    def _is_filled(self, name: str) -> bool:
        """Whether an input of the field holds something; where it has several, their names begin with its name."""
        values = (value for key, value in self.data.items() if key == name or key.startswith(f"{name}_"))
        return any(values)

    def times(self) -> dict[int, datetime]:
        """Return when each answer was given, by position, where the page said it. Only for a valid form."""
        claimed = {question.position: self.cleaned_data.get(given_name(question.position)) for question in self.asked}
        return {place: datetime.fromtimestamp(ms / 1000, tz=UTC) for place, ms in claimed.items() if ms is not None}

    def _answer(self, question: AttemptQuestion) -> Answer:
        revision = question.revision
        cleaned: Any = self.cleaned_data[field_name(question.position)]
        return TYPES[revision.question.type].answer_of(revision.body, cleaned)
