"""The CMS's listing of seminars."""

from collections.abc import Sequence

from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from courses.models import Attendance, Seminar, SeminarPage
from courses.selectors.translations import best_pages
from courses.viewsets.seminar_form import SEMINAR_FORM
from courses.viewsets.views import PageRowViewSet


class SeminarViewSet(PageRowViewSet):
    """The facts of a seminar. The page makes the row, so none is added here."""

    model = Seminar
    icon = "group"
    menu_label = _("Seminars")
    list_display = (
        "code",
        Column("title", label=_("Title")),
        Column("get_format_display", label=_("Format"), sort_key="format"),
        "cpd_hours",
        Column("attended", label=_("Attended")),
        Column("institution", label=_("Institution"), sort_key="institution"),
    )
    list_related = ("institution",)
    list_filter = ("topic", "format", "institution")
    search_fields = ("code", "pages__title")
    edit_handler = SEMINAR_FORM

    def prepare_rows(self, rows: Sequence[Seminar], language: str) -> None:
        """Add titles, and how many were at a session."""
        pages = SeminarPage.objects.filter(seminar__in=rows).select_related("locale").defer_streamfields()
        titles = best_pages(pages, row="seminar", language=language)
        found = Attendance.objects.filter(session__seminar__in=rows).values_list("session__seminar").order_by()
        counts = dict(found.annotate(Count("user", distinct=True)))
        for seminar in rows:
            seminar.title = titles[seminar.pk].title if seminar.pk in titles else ""
            seminar.attended = counts.get(seminar.pk, 0)
