from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column

from academy.languages import LANGUAGES
from courses.forms.quizzes import QuizForm, QuizQuestionForm
from courses.models import Quiz
from courses.viewsets.views import OwnRowViewSet

#: A label of its own: Django makes the first letter of a name large without knowing that Azerbaijani writes İ for i.
ATTEMPTS_ALLOWED = _("Attempts allowed")


class QuestionsPanel(InlinePanel):
    """The questions of a quiz, in order."""

    def get_form_options(self) -> dict[str, Any]:
        """Use the form that narrows the choice of questions."""
        options = super().get_form_options()
        options["formsets"][self.relation_name] |= {"form": QuizQuestionForm, "inherit_kwargs": ["for_user"]}
        return options


class QuizViewSet(OwnRowViewSet):
    """The rules of final quizzes, and what they ask."""

    model = Quiz
    icon = "help"
    menu_label = _("Quizzes")
    list_display = (
        "course",
        "pass_mark",
        Column("attempts_allowed", label=ATTEMPTS_ALLOWED, sort_key="attempts_allowed"),
        "time_limit_minutes",
    )
    edit_handler = ObjectList(
        [
            FieldPanel("course"),
            MultiFieldPanel([FieldPanel(f"title_{code}") for code in LANGUAGES], heading=_("Title")),
            MultiFieldPanel([FieldPanel(f"introduction_{code}") for code in LANGUAGES], heading=_("Introduction")),
            FieldPanel("pass_mark"),
            FieldPanel("attempts_allowed", heading=ATTEMPTS_ALLOWED),
            FieldPanel("time_limit_minutes"),
            QuestionsPanel(
                "places",
                [FieldPanel("question"), FieldPanel("marks")],
                heading=_("Questions"),
                label=_("question"),
            ),
        ],
        base_form_class=QuizForm,
    )
