from typing import Any

from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column

from courses.forms.questions import TYPE_NAMES
from courses.forms.questions.form import QuestionForm
from courses.models import Question
from courses.viewsets.question_form import QuestionAddView, QuestionEditView
from courses.viewsets.views import OwnRowViewSet


def type_in_words(question: Question) -> str:
    """Name the type as the form does; one that no form knows stays a key."""
    return str(dict(TYPE_NAMES).get(question.type, question.type))


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
    add_view_class = QuestionAddView
    edit_view_class = QuestionEditView
    create_template_name = edit_template_name = "courses/cms/question_form.html"

    def get_form_class(self, for_update: bool = False) -> Any:  # noqa: ARG002, FBT001, FBT002 - Wagtail's signature
        """Use the form that is drawn from the type."""
        return QuestionForm
