"""The form in which somebody has a question marked again."""

from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from academy.accounts.models import User
from academy.text_area import TextArea
from courses.enums import RemarkingWay
from courses.models import Question, Quiz
from courses.selectors.access import rows_of_courses
from courses.selectors.remarking import asked_questions, was_asked


class RemarkingForm(forms.Form):
    """Quiz and question, what is done, and why."""

    quiz = forms.ModelChoiceField(Quiz.objects.none(), label=_("Quiz"))
    question = forms.ModelChoiceField(
        Question.objects.none(), label=_("Question"), help_text=_("Questions that attempts have asked.")
    )
    way = forms.ChoiceField(label=_("What is done"), choices=RemarkingWay.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"), max_length=500, help_text=_("What was wrong. It stays in the record."), widget=TextArea
    )

    def __init__(self, user: User, data: Any = None) -> None:
        """Offer what is the person's."""
        super().__init__(data)
        offered: dict[str, QuerySet[Any]] = {
            "quiz": rows_of_courses(Quiz, user).select_related("course"),
            "question": asked_questions(user),
        }
        for name, rows in offered.items():
            cast("forms.ModelChoiceField[Any]", self.fields[name]).queryset = rows

    def clean(self) -> dict[str, Any]:
        """Refuse a question that the quiz has not asked."""
        cleaned: dict[str, Any] = super().clean() or {}
        quiz, question = cleaned.get("quiz"), cleaned.get("question")
        if quiz and question and not was_asked(quiz, question):
            self.add_error("question", _("No attempt at this quiz has asked this question. Choose another."))
        return cleaned
