"""The CMS's listing and form of courses: what exists once for all their languages."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel, ObjectList, Panel
from wagtail.admin.ui.tables import Column

from academy.languages import LANGUAGES
from courses.forms.courses import (
    CourseForm,
    LessonForm,
    LessonFormSet,
    ModuleForm,
    PrerequisiteForm,
    PrerequisiteFormSet,
)
from courses.models import Course, CoursePage, Enrolment
from courses.selectors.content_checks import course_faults, faults_of_pages
from courses.selectors.translations import best_pages
from courses.viewsets.views import PageRowViewSet


class FormsPanel(InlinePanel):
    """An inline panel whose rows have a form, and perhaps a set of forms, of their own."""

    def __init__(self, *args: Any, form: type, formset: type | None = None, **kwargs: Any) -> None:
        """Remember them."""
        super().__init__(*args, **kwargs)
        self.form, self.formset = form, formset

    def clone_kwargs(self) -> dict[str, Any]:
        """Hand them to the copy that is bound to the model."""
        return super().clone_kwargs() | {"form": self.form, "formset": self.formset}

    def get_form_options(self) -> dict[str, Any]:
        """Use them."""
        options = super().get_form_options()
        own = {"form": self.form, "inherit_kwargs": ["for_user"]} | ({"formset": self.formset} if self.formset else {})
        options["formsets"][self.relation_name] |= own
        return options


class LessonsPanel(FormsPanel):
    """Lessons to order and to set rules for; a lesson is added by adding its page."""

    class BoundPanel(InlinePanel.BoundPanel):
        def js_opts(self) -> dict[str, Any]:
            """Offer no button for a further one."""
            return super().js_opts() | {"maxForms": len(self.formset.forms)}


class LessonTitlePanel(Panel):
    """Says which lesson a row is about, with the way to its page."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "courses/cms/lesson_title.html"


class PagesPanel(HelpPanel):
    """The ways from the facts of a course to its pages."""

    class BoundPanel(HelpPanel.BoundPanel):
        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add the pages, in the order of the languages."""
            pages = self.instance.pages.select_related("locale").defer_streamfields()
            ordered = sorted(pages, key=lambda page: LANGUAGES.index(page.locale.language_code))
            return super().get_context_data(parent_context) | {
                "pages": ordered,
                "course": self.instance,
                "faults": course_faults([self.instance.pk])[self.instance.pk],
                "faulty": faults_of_pages([self.instance.pk])[self.instance.pk],
            }


def page_titles(courses: Sequence[Course], language: str) -> dict[int, CoursePage]:
    """The page that names each course, published or not, in the reader's language or in another. One query."""
    pages = CoursePage.objects.filter(course__in=courses).select_related("locale").defer_streamfields()
    return best_pages(pages, row="course", language=language)


class CourseViewSet(PageRowViewSet):
    """The facts of a course. The page makes the row, so none is added here."""

    model = Course
    icon = "openquote"
    menu_label = _("Courses")
    list_display = (
        "code",
        Column("title", label=_("Title")),
        Column("learners", label=_("Learners")),
        Column("lacking", label=_("Still lacks")),
        Column("get_level_display", label=_("Level"), sort_key="level"),
        Column("get_enrolment_mode_display", label=_("Enrolment"), sort_key="enrolment_mode"),
        "cpd_hours",
        "shelfmark",
        Column("institution", label=_("Institution"), sort_key="institution"),
    )
    list_related = ("institution",)
    list_per_page = 20
    list_filter = ("topic", "level", "enrolment_mode", "institution")
    search_fields = ("code", "shelfmark", "pages__title")
    edit_handler = ObjectList(
        [
            PagesPanel(template="courses/cms/course_pages.html"),
            MultiFieldPanel(
                [
                    FieldPanel("code", read_only=True),
                    FieldRowPanel([FieldPanel("topic"), FieldPanel("level")]),
                    FieldRowPanel([FieldPanel("cpd_hours"), FieldPanel("shelfmark"), FieldPanel("accent")]),
                    FieldRowPanel([FieldPanel("institution"), FieldPanel("contact")]),
                    FieldPanel("certificate_template"),
                ],
                heading=_("Facts"),
            ),
            MultiFieldPanel([FieldPanel("enrolment_mode"), FieldPanel("lesson_order")], heading=_("Rules")),
            FormsPanel(
                "prerequisites",
                [FieldRowPanel([FieldPanel("required_course"), FieldPanel("kind")])],
                heading=_("What is asked for before"),
                label=_("prerequisite"),
                form=PrerequisiteForm,
                formset=PrerequisiteFormSet,
            ),
            FormsPanel(
                "modules",
                [FieldRowPanel([FieldPanel(f"title_{code}") for code in LANGUAGES])],
                heading=_("Modules"),
                label=_("module"),
                help_text=_("Parts of the course. Save a new module first, then put lessons into it below."),
                form=ModuleForm,
            ),
            LessonsPanel(
                "lessons",
                [
                    LessonTitlePanel(),
                    FieldRowPanel([FieldPanel("module"), FieldPanel("is_required"), FieldPanel("read_to_end")]),
                    FieldRowPanel(
                        [FieldPanel("release_on"), FieldPanel("release_after_days"), FieldPanel("minimum_minutes")]
                    ),
                ],
                heading=_("Lessons"),
                label=_("lesson"),
                classname="lessons-panel",
                help_text=_("Change the order with the arrows or by dragging. A lesson is added by adding its page."),
                form=LessonForm,
                formset=LessonFormSet,
            ),
        ],
        base_form_class=CourseForm,
    )

    def prepare_rows(self, rows: Sequence[Course], language: str) -> None:
        """Add titles, numbers of learners, and how much the course and its pages lack."""
        titles = page_titles(rows, language)
        ids = [course.pk for course in rows]
        lacking, pages = course_faults(ids), faults_of_pages(ids)
        active = Enrolment.objects.active().filter(course__in=rows)
        learners = dict(active.values_list("course").annotate(Count("pk")).order_by())
        for course in rows:
            course.title = titles[course.pk].title if course.pk in titles else ""
            course.learners = learners.get(course.pk, 0)
            course.lacking = len(lacking[course.pk]) + sum(len(found.faults) for found in pages[course.pk])
