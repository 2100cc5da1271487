from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn

from courses.forms.enrolments import EnrolmentForm
from courses.models import Enrolment
from courses.selectors.enrolments import state_of
from courses.selectors.progress import progress_by_enrolment
from courses.viewsets.filters import EnrolmentFilterSet
from courses.viewsets.views import OwnRowViewSet


def percent(enrolment: Enrolment) -> str:
    """Say how far the learner has come; `prepare_rows` found out."""
    return f"{enrolment.progress.percent}%"  # type: ignore[attr-defined]


class EnrolmentViewSet(OwnRowViewSet):
    """Who learns what, and how far everybody has come."""

    model = Enrolment
    icon = "group"
    menu_label = _("Enrolments")
    list_display = (
        "user",
        Column("course", label=_("Course"), sort_key="course__code"),
        Column("cohort", label=_("Cohort"), accessor="cohort.name", sort_key="cohort__name"),
        Column("progress", label=_("Progress"), accessor=percent),
        Column("state", label=_("State"), accessor=lambda enrolment: state_of(enrolment).label),
        DateColumn("enrolled_at", label=_("Enrolled"), sort_key="enrolled_at"),
        DateColumn("completed_at", label=_("Completed"), sort_key="completed_at"),
    )
    list_related = ("user", "course", "cohort__course")
    filterset_class = EnrolmentFilterSet
    search_fields = ("user__legal_name", "user__email", "course__code")
    edit_handler = ObjectList(
        [
            FieldPanel("user", read_only=True),
            FieldPanel("course", read_only=True),
            FieldPanel("enrolled_at", read_only=True),
            FieldPanel("completed_at", read_only=True),
            FieldPanel("withdrawn_at", read_only=True),
            FieldPanel("cohort"),
            FieldPanel("extra_time"),
        ],
        base_form_class=EnrolmentForm,
    )

    def prepare_rows(self, rows: Sequence[Enrolment], language: str) -> None:  # noqa: ARG002 - the signature is shared
        """Add how far everybody has come."""
        progress = progress_by_enrolment(rows)
        for enrolment in rows:
            enrolment.progress = progress[enrolment.pk]  # type: ignore[attr-defined]
