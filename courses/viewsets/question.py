from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column

from academy.languages import LANGUAGES
from courses.forms.questions import PLACES, TYPE_NAMES, QuestionForm, is_chosen, option_field_names
from courses.models import Question
from courses.viewsets.views import OwnRowViewSet


def type_in_words(question: Question) -> str:
    """Name the type as the form does; one that no form knows stays a key."""
    return str(dict(TYPE_NAMES).get(question.type, question.type))


class AnswerPanel(MultiFieldPanel):
    """One answer to choose from; not shown where a question of another type has none."""

    class BoundPanel(MultiFieldPanel.BoundPanel):
        def is_shown(self) -> bool:
            """Where there are options to show."""
            return is_chosen(self.instance) and super().is_shown()


class QuestionFilterSet(WagtailFilterSet):
    """Offers the types in words."""

    type = ChoiceFilter(label=_("Type"), choices=TYPE_NAMES)

    class Meta:
        model = Question
        fields = ("type",)


class QuestionViewSet(OwnRowViewSet):
    """Questions. Saving changed words makes a new revision; attempts under way keep theirs."""

    model = Question
    icon = "list-ul"
    menu_label = _("Questions")
    list_display = ("key", Column("type", label=_("Type"), accessor=type_in_words, sort_key="type"), "author")
    filterset_class = QuestionFilterSet
    search_fields = ("key",)
    edit_handler = ObjectList(
        [
            FieldPanel("key"),
            FieldPanel("type"),
            MultiFieldPanel([FieldPanel(f"stem_{code}") for code in LANGUAGES], heading=_("Question")),
            *(
                AnswerPanel(
                    [FieldPanel(name) for name in option_field_names(place)],
                    heading=format_lazy(_("Answer {number}"), number=place),
                )
                for place in PLACES
            ),
            MultiFieldPanel([FieldPanel(f"explanation_{code}") for code in LANGUAGES], heading=_("Explanation")),
        ],
        base_form_class=QuestionForm,
    )
