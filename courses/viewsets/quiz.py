from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, Panel
from wagtail.admin.ui.tables import Column

from academy.languages import LANGUAGES
from courses.forms.quizzes import QuizDrawForm, QuizForm, QuizQuestionForm
from courses.models import Quiz
from courses.viewsets.views import OwnRowViewSet

#: A label of its own: Django makes the first letter of a name large without knowing that Azerbaijani writes İ for i.
ATTEMPTS_ALLOWED = _("Attempts allowed")


class LinesPanel(InlinePanel):
    """Lines of a quiz, in order, with the form that narrows what each may choose."""

    def __init__(
        self, relation_name: str, form: type[WagtailAdminModelForm], panels: list[Panel], **kwargs: Any
    ) -> None:
        """Remember the form."""
        super().__init__(relation_name, panels, **kwargs)
        self.form = form

    def clone_kwargs(self) -> dict[str, Any]:
        """Hand the form on, as Wagtail binds panels by cloning them."""
        return super().clone_kwargs() | {"form": self.form}

    def get_form_options(self) -> dict[str, Any]:
        """Use the form, and tell it who asks."""
        options = super().get_form_options()
        options["formsets"][self.relation_name] |= {"form": self.form, "inherit_kwargs": ["for_user"]}
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
            MultiFieldPanel(
                [
                    FieldPanel("pass_mark"),
                    FieldPanel("attempts_allowed", heading=ATTEMPTS_ALLOWED),
                    FieldPanel("grading"),
                ],
                heading=_("Passing"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("time_limit_minutes"),
                    FieldPanel("wait_minutes"),
                    FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]),
                ],
                heading=_("Time"),
            ),
            LinesPanel(
                "places",
                QuizQuestionForm,
                [FieldPanel("question"), FieldPanel("marks")],
                heading=_("Questions"),
                label=_("question"),
            ),
            LinesPanel(
                "draws",
                QuizDrawForm,
                [
                    FieldRowPanel([FieldPanel("count"), FieldPanel("marks")]),
                    FieldPanel("bank"),
                    FieldRowPanel([FieldPanel("category"), FieldPanel("with_subcategories")]),
                    FieldPanel("tag"),
                ],
                heading=_("Questions drawn at random"),
                label=_("draw"),
                help_text=_(
                    "Each attempt draws anew and asks no question twice; what the learner has not met comes first."
                ),
            ),
            MultiFieldPanel(
                [FieldPanel("shuffle_questions"), FieldPanel("negative_percent"), FieldPanel("blind_marking")],
                heading=_("Order and marking"),
            ),
            MultiFieldPanel(
                [FieldPanel("told_at_once"), FieldPanel("told_later"), FieldPanel("told_at_last")],
                heading=_("What a result tells, and when"),
            ),
        ],
        base_form_class=QuizForm,
    )
