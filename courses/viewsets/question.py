from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList

from academy.languages import LANGUAGES
from courses.forms.questions import PLACES, QuestionForm, option_field_names
from courses.models import Question
from courses.viewsets.views import OwnRowViewSet


class QuestionViewSet(OwnRowViewSet):
    """Questions. Saving changed words makes a new revision; attempts under way keep theirs."""

    model = Question
    icon = "list-ul"
    menu_label = _("Questions")
    list_display = ("key", "type", "author")
    list_filter = ("type",)
    search_fields = ("key",)
    edit_handler = ObjectList(
        [
            FieldPanel("key"),
            FieldPanel("type"),
            MultiFieldPanel([FieldPanel(f"stem_{code}") for code in LANGUAGES], heading=_("Question")),
            *(
                MultiFieldPanel(
                    [FieldPanel(name) for name in option_field_names(place)],
                    heading=format_lazy(_("Answer {number}"), number=place),
                )
                for place in PLACES
            ),
            MultiFieldPanel([FieldPanel(f"explanation_{code}") for code in LANGUAGES], heading=_("Explanation")),
        ],
        base_form_class=QuestionForm,
    )
