from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column

from courses.models import Course
from courses.viewsets.views import OwnRowViewSet


class CourseViewSet(OwnRowViewSet):
    """The facts of a course, which exist once for all its languages. The page makes the row, so none is added here."""

    model = Course
    icon = "books"
    menu_label = _("Courses")
    list_display = ("code", "shelfmark", Column("get_level_display", label=_("Level")), "cpd_hours", "institution")
    list_filter = ("level", "institution")
    search_fields = ("code", "shelfmark")
    edit_handler = ObjectList(
        [
            FieldPanel("code", read_only=True),
            FieldPanel("shelfmark"),
            FieldPanel("level"),
            FieldPanel("cpd_hours"),
            FieldPanel("accent"),
            FieldPanel("institution"),
            FieldPanel("contact"),
            FieldPanel("certificate_template"),
        ]
    )
