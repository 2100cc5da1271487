"""The CMS's listing and form of programmes."""

from collections.abc import Sequence

from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column

from academy.languages import LANGUAGES
from courses.forms.programmes import GroupForm, ItemForm, ProgrammeForm
from courses.models import Programme, ProgrammeEnrolment, ProgrammePage
from courses.selectors.translations import best_pages
from courses.viewsets.course import FormsPanel
from courses.viewsets.views import PageRowViewSet


class ProgrammeViewSet(PageRowViewSet):
    """The facts of a programme and what leads to it. The page makes the row, so none is added here."""

    model = Programme
    icon = "list-ul"
    menu_label = _("Programmes")
    list_display = (
        "code",
        Column("title", label=_("Title")),
        Column("learners", label=_("Learners")),
        Column("completions", label=_("Completed")),
        Column("get_level_display", label=_("Level"), sort_key="level"),
        "cpd_hours",
        Column("institution", label=_("Institution"), sort_key="institution"),
    )
    list_related = ("institution",)
    list_filter = ("topic", "level", "institution")
    search_fields = ("code", "pages__title")
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldPanel("code", read_only=True),
                    FieldRowPanel([FieldPanel("topic"), FieldPanel("level")]),
                    FieldRowPanel([FieldPanel("cpd_hours"), FieldPanel("accent")]),
                    FieldPanel("institution"),
                    FieldPanel("certificate_template"),
                ],
                heading=_("Facts"),
            ),
            FormsPanel(
                "groups",
                [
                    FieldRowPanel([FieldPanel(f"title_{code}") for code in LANGUAGES]),
                    FieldPanel("required_count"),
                    FormsPanel(
                        "items",
                        [FieldRowPanel([FieldPanel("course"), FieldPanel("seminar")])],
                        heading=_("Courses and seminars"),
                        label=_("item of a programme"),
                        form=ItemForm,
                    ),
                ],
                heading=_("Groups"),
                label=_("group"),
                help_text=_(
                    "Every group must be fulfilled: by all of its courses and seminars, or by as many as it asks for."
                ),
                form=GroupForm,
            ),
        ],
        base_form_class=ProgrammeForm,
    )

    def prepare_rows(self, rows: Sequence[Programme], language: str) -> None:
        """Add titles, and how many joined and completed."""
        pages = ProgrammePage.objects.filter(programme__in=rows).select_related("locale").defer_streamfields()
        titles = best_pages(pages, row="programme", language=language)
        joined = ProgrammeEnrolment.objects.filter(programme__in=rows).values_list("programme").order_by()
        counts = {pk: (learners, done) for pk, learners, done in joined.annotate(Count("pk"), Count("completed_at"))}
        for programme in rows:
            programme.title = titles[programme.pk].title if programme.pk in titles else ""
            programme.learners, programme.completions = counts.get(programme.pk, (0, 0))
