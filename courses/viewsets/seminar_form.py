"""What the form of a seminar holds, in groups. Its dates are set on the organiser's desk."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel, ObjectList

from academy.languages import LANGUAGES
from courses.forms.seminar_facts import REMINDERS, SeminarForm, SeminarQuestionForm
from courses.viewsets.course import FormsPanel


class SeminarPagesPanel(HelpPanel):
    """The ways from the facts of a seminar to its pages and its dates."""

    class BoundPanel(HelpPanel.BoundPanel):
        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add the pages, in the order of the languages."""
            pages = self.instance.pages.select_related("locale").defer_streamfields()
            ordered = sorted(pages, key=lambda page: LANGUAGES.index(page.locale.language_code))
            return super().get_context_data(parent_context) | {"pages": ordered, "seminar": self.instance}


SEMINAR_FORM = ObjectList(
    [
        SeminarPagesPanel(template="courses/cms/seminar_links.html"),
        MultiFieldPanel(
            [
                FieldPanel("code", read_only=True),
                FieldRowPanel([FieldPanel("topic"), FieldPanel("format")]),
                FieldPanel("meetings"),
                FieldPanel("cpd_hours"),
            ],
            heading=_("Facts"),
        ),
        MultiFieldPanel(
            [FieldPanel("institution"), FieldPanel("co_organisers"), FieldPanel("contact")],
            heading=_("Who holds it"),
        ),
        MultiFieldPanel(
            [FieldPanel("approval"), FieldPanel("offer_hours")],
            heading=_("Registration"),
            help_text=_("Seats, seats kept for institutions, and the days of registration belong to each date."),
        ),
        FormsPanel(
            "questions",
            [
                FieldRowPanel([FieldPanel(f"text_{code}") for code in LANGUAGES]),
                FieldRowPanel([FieldPanel("kind"), FieldPanel("is_required")]),
                FieldRowPanel([FieldPanel(f"options_{code}") for code in LANGUAGES]),
            ],
            heading=_("Questions at registration"),
            label=_("question"),
            help_text=_(
                "Ask only what you need, such as what people eat or whether they need a ramp. Answers are deleted a "
                "week after the last session. Answers to choose from stand one on each line, in the same order in "
                "every language."
            ),
            form=SeminarQuestionForm,
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel(name) for name in REMINDERS])],
            heading=_("Reminders"),
            help_text=_(
                "At most three letters before each session, such as 168 hours (a week), 24 and 2. Leave empty what is "
                "not wanted."
            ),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("minimum_share"), FieldPanel("hours_step")]),
                FieldPanel("certificate_template"),
                FieldPanel("quiz"),
            ],
            heading=_("Attendance and certificate"),
            help_text=_(
                "An example: 4 hours, at least 75 per cent of the time, steps of 0.5. Whoever was there for 80 per "
                "cent earns 3 hours, because 3.2 is nearest to 3; for the whole time 4; for 70 per cent none."
            ),
        ),
        MultiFieldPanel(
            [FieldPanel("evaluation"), FieldPanel("evaluation_required")],
            heading=_("Evaluation"),
            help_text=_("Seminars with the same form can be compared."),
        ),
    ],
    base_form_class=SeminarForm,
)
