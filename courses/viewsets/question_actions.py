"""What can be done with several questions at once."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from courses.forms.questions.categories import PlaceForm, TagForm
from courses.models import Question
from courses.services.questions import add_tag, place_question, release_question
from courses.viewsets.bulk import OwnRowsAction


class MoveQuestions(OwnRowsAction):
    """Puts questions into a bank and a category."""

    models = (Question,)
    display_name = _("Move to a bank")
    action_type = "move_questions"
    question = _("Into which bank and category do these questions go?")
    form_class = PlaceForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """Let the form offer own banks."""
        return super().get_form_kwargs() | {"user": self.request.user}

    def act(self, row: Question) -> None:
        """Move one question."""
        place_question(question=row, bank=self.answers["bank"], category=self.answers["category"], by=self.request.user)


class TagQuestions(OwnRowsAction):
    """Adds a tag to questions."""

    models = (Question,)
    display_name = _("Add a tag")
    action_type = "tag_questions"
    question = _("Which tag do these questions get?")
    form_class = TagForm

    def act(self, row: Question) -> None:
        """Tag one question."""
        add_tag(question=row, tag=self.answers["tag"])


class ReleaseQuestions(OwnRowsAction):
    """Lets drafts be asked."""

    models = (Question,)
    display_name = _("Release drafts")
    action_type = "release_questions"
    question = _("Are these questions ready? They can be asked and drawn from now on.")

    def act(self, row: Question) -> None:
        """Release one question."""
        release_question(question=row)
