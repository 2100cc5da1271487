"""The CMS's listing and form of evaluation forms."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.widgets.button import Button

from academy.languages import LANGUAGES
from courses.forms.evaluation_editing import EvaluationFieldForm, EvaluationFieldFormSet, EvaluationForm
from courses.models import Evaluation, EvaluationAnswers, Seminar
from courses.viewsets.course import FormsPanel
from courses.viewsets.evaluation_pages import copy, preview
from courses.viewsets.listing import OwnIndexView
from courses.viewsets.views import OwnEditView, OwnRowViewSet


def ways(evaluation: Evaluation) -> list[Button]:
    """The ways from a form: how participants see it, and a copy."""
    seen, again = (reverse(f"evaluation:{name}", args=[evaluation.pk]) for name in ("preview", "copy_form"))
    return [
        Button(_("Preview"), url=seen, icon_name="view", priority=5),
        Button(_("Copy"), url=again, icon_name="copy", priority=6),
    ]


class EvaluationIndexView(OwnIndexView):
    """Leads to preview and copy."""

    def get_list_more_buttons(self, instance: Evaluation) -> list[Any]:
        """Add the ways."""
        return [*super().get_list_more_buttons(instance), *ways(instance)]


class EvaluationEditView(OwnEditView):
    """Leads to preview and copy."""

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        """Add the ways."""
        return [*super().header_more_buttons, *ways(self.object)]


class EvaluationViewSet(OwnRowViewSet):
    """Own forms, and those of own institutions."""

    model = Evaluation
    icon = "form"
    menu_label = _("Evaluation forms")
    list_display = (
        Column("title", label=_("Title"), accessor=str),
        Column("seminar_count", label=_("Seminars")),
        Column("handed_in", label=_("Handed in")),
        Column("institution", label=_("Institution"), sort_key="institution"),
        BooleanColumn("is_in_use", label=_("In use")),
    )
    list_related = ("institution",)
    list_filter = ("is_in_use",)
    index_view_class = EvaluationIndexView
    edit_view_class = EvaluationEditView
    search_fields = ("title",)
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel(f"title_{code}") for code in LANGUAGES]),
            FieldPanel("institution"),
            FieldPanel("is_in_use"),
            FormsPanel(
                "fields",
                [
                    FieldRowPanel([FieldPanel(f"label_{code}") for code in LANGUAGES]),
                    FieldRowPanel([FieldPanel("field_type"), FieldPanel("required")]),
                    FieldRowPanel([FieldPanel(f"help_text_{code}") for code in LANGUAGES]),
                    FieldRowPanel([FieldPanel(f"options_{code}") for code in LANGUAGES]),
                ],
                heading=_("Questions"),
                label=_("question"),
                min_num=1,
                max_num=40,
                help_text=_(
                    "Ask for nothing that shows who answers, such as age, post or library. Answers to choose from "
                    "stand one on each line, in the same order in every language; once somebody has answered, "
                    "correct their words and leave their order."
                ),
                form=EvaluationFieldForm,
                formset=EvaluationFieldFormSet,
            ),
        ],
        base_form_class=EvaluationForm,
    )

    def get_urlpatterns(self) -> list[URLPattern]:
        """Add the ways."""
        return [
            *super().get_urlpatterns(),
            path("preview/<int:pk>/", preview, name="preview"),
            path("copy-form/<int:pk>/", copy, name="copy_form"),
        ]

    def prepare_rows(self, rows: Sequence[Evaluation], language: str) -> None:  # noqa: ARG002 - the signature is shared
        """Add how many seminars have each, and how often it was filled in."""
        seminars = Seminar.objects.filter(evaluation__in=rows).order_by().values_list("evaluation")
        answers = EvaluationAnswers.objects.filter(evaluation__in=rows).order_by().values_list("evaluation")
        counts, handed_in = dict(seminars.annotate(Count("pk"))), dict(answers.annotate(Count("pk")))
        for evaluation in rows:
            evaluation.seminar_count = counts.get(evaluation.pk, 0)
            evaluation.handed_in = handed_in.get(evaluation.pk, 0)
