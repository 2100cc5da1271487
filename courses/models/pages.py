"""The words of learning: one page per language, pointing to the row that holds the facts."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.blocks import CharBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.images.models import AbstractImage
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField

from academy.cms.blocks import BODY_BLOCKS, DefinitionBlock
from academy.cms.models import OwnedPage
from courses.models.catalogue_page import CataloguePage, IndexPage
from courses.models.course import Course
from courses.models.lesson import Lesson
from courses.models.page_forms import CoursePageForm, LessonPageForm, ProgrammePageForm
from courses.models.previews import ReaderPreviewMixin
from courses.models.programme import Programme


class CourseIndexPage(IndexPage):
    """The catalogue of courses in one language."""

    subpage_types: ClassVar[list[str]] = ["courses.CoursePage"]
    template = "courses/catalogue.html"

    class Meta:
        verbose_name = _("course catalogue")
        verbose_name_plural = _("course catalogues")


class CoursePage(ReaderPreviewMixin, CataloguePage):
    """What a course promises, in one language; its lessons are the pages below it."""

    course = models.ForeignKey(
        Course,
        editable=False,
        on_delete=models.PROTECT,
        related_name="pages",
        verbose_name=_("course"),
    )
    summary = models.CharField(_("summary"), max_length=200)
    audience = models.CharField(_("for whom"), max_length=250, blank=True)
    introduction = RichTextField(_("introduction"), features=["bold", "italic", "link", "ul", "ol"], blank=True)
    outcomes = StreamField([("outcome", CharBlock(label=_("Outcome")))], verbose_name=_("outcomes"), blank=True)
    glossary = StreamField([("definition", DefinitionBlock())], verbose_name=_("glossary"), blank=True)
    cover = models.ForeignKey(
        "cms.Picture",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("cover"),
    )
    cover_alt = models.CharField(_("text alternative of the cover"), max_length=250, blank=True)

    sharing_drawing: ClassVar[str] = "course"
    is_copyable: ClassVar[bool] = False
    base_form_class = CoursePageForm
    content_panels: ClassVar = [
        HelpPanel(template="courses/cms/course_ways.html"),
        *Page.content_panels,
        FieldPanel("code"),
        FieldPanel("summary"),
        FieldPanel("audience"),
        FieldPanel("introduction"),
        FieldPanel("outcomes"),
        MultiFieldPanel([FieldPanel("cover"), FieldPanel("cover_alt")], heading=_("Cover")),
        FieldPanel("glossary"),
    ]
    override_translatable_fields: ClassVar = [SynchronizedField("course", overridable=False)]
    parent_page_types: ClassVar[list[str]] = ["courses.CourseIndexPage"]
    subpage_types: ClassVar[list[str]] = ["courses.LessonPage"]
    template = "courses/course.html"

    class Meta:
        verbose_name = _("course page")
        verbose_name_plural = _("course pages")

    @property
    def previewed_course(self) -> Course:
        """The course of the page."""
        return self.course

    @property
    def sharing_picture(self) -> AbstractImage | None:
        """The cover."""
        return self.cover


class LessonPage(ReaderPreviewMixin, OwnedPage):
    """The text of a lesson in one language."""

    lesson = models.ForeignKey(
        Lesson,
        editable=False,
        on_delete=models.PROTECT,
        related_name="pages",
        verbose_name=_("lesson"),
    )
    summary = models.CharField(_("summary"), max_length=250, blank=True)
    body = StreamField(BODY_BLOCKS, verbose_name=_("body"))
    minutes = models.PositiveSmallIntegerField(_("reading time, minutes"), default=1, editable=False)

    sharing_drawing: ClassVar[str] = "course"
    is_copyable: ClassVar[bool] = False
    base_form_class = LessonPageForm
    content_panels: ClassVar = [
        HelpPanel(template="courses/cms/lesson_ways.html"),
        *Page.content_panels,
        FieldPanel("module"),
        FieldPanel("summary"),
        FieldPanel("body"),
    ]
    override_translatable_fields: ClassVar = [SynchronizedField("lesson", overridable=False)]
    parent_page_types: ClassVar[list[str]] = ["courses.CoursePage"]
    subpage_types: ClassVar[list[str]] = []
    template = "courses/lesson.html"

    class Meta:
        verbose_name = _("lesson page")
        verbose_name_plural = _("lesson pages")

    @property
    def previewed_course(self) -> Course:
        """The course of the page above: a page that was never saved has no lesson yet."""
        return self.get_parent().specific_deferred.course

    @property
    def description(self) -> str:
        """One sentence on the lesson, else on its course, which costs a query or two."""
        return super().description or self.get_parent().specific_deferred.description

    @property
    def sharing_picture(self) -> AbstractImage | None:
        """The cover of the course. Costs a query or two."""
        return self.get_parent().specific_deferred.sharing_picture

    def can_move_to(self, parent: Page) -> bool:
        """Stay in the course that the lesson belongs to."""
        return super().can_move_to(parent) and parent.specific_deferred.course_id == self.lesson.course_id


class ProgrammeIndexPage(IndexPage):
    """The list of programmes in one language."""

    subpage_types: ClassVar[list[str]] = ["courses.ProgrammePage"]
    template = "courses/programmes.html"

    class Meta:
        verbose_name = _("programme list")
        verbose_name_plural = _("programme lists")


class ProgrammePage(CataloguePage):
    """What a programme leads to, in one language."""

    programme = models.ForeignKey(
        Programme,
        editable=False,
        on_delete=models.PROTECT,
        related_name="pages",
        verbose_name=_("programme"),
    )
    summary = models.CharField(_("summary"), max_length=250)
    body = StreamField(BODY_BLOCKS, verbose_name=_("body"), blank=True)

    sharing_drawing: ClassVar[str] = "course"
    is_copyable: ClassVar[bool] = False
    base_form_class = ProgrammePageForm
    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("code"),
        FieldPanel("summary"),
        FieldPanel("body"),
    ]
    override_translatable_fields: ClassVar = [SynchronizedField("programme", overridable=False)]
    parent_page_types: ClassVar[list[str]] = ["courses.ProgrammeIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "courses/programme.html"

    class Meta:
        verbose_name = _("programme page")
        verbose_name_plural = _("programme pages")
