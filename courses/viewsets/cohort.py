from collections.abc import Sequence

from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import Column

from courses.forms.cohorts import CohortForm
from courses.models import Cohort, Enrolment
from courses.viewsets.filters import CohortFilterSet
from courses.viewsets.views import OwnRowViewSet


class CohortViewSet(OwnRowViewSet):
    """Groups that take a course together."""

    model = Cohort
    icon = "calendar"
    menu_label = _("Cohorts")
    list_display = (
        "name",
        Column("course", label=_("Course"), sort_key="course__code"),
        Column("starts_on", label=_("First day"), sort_key="starts_on"),
        Column("ends_on", label=_("Last day"), sort_key="ends_on"),
        Column("trainer", label=_("Trainer"), sort_key="trainer__legal_name"),
        Column("learners", label=_("Learners")),
    )
    list_related = ("course", "trainer")
    filterset_class = CohortFilterSet
    search_fields = ("name", "course__code", "course__pages__title")
    edit_handler = ObjectList(
        [
            FieldPanel("course"),
            FieldPanel("name"),
            FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
            FieldPanel("trainer"),
        ],
        base_form_class=CohortForm,
    )

    def prepare_rows(self, rows: Sequence[Cohort], language: str) -> None:  # noqa: ARG002 - the signature is shared
        """Add how many learn in each."""
        active = Enrolment.objects.active().filter(cohort__in=rows)
        learners = dict(active.values_list("cohort").annotate(Count("pk")).order_by())
        for cohort in rows:
            cohort.learners = learners.get(cohort.pk, 0)  # type: ignore[attr-defined]
