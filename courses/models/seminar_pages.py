"""The words of seminars: their list, and one page per language for each."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.blocks import CharBlock
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField

from academy.cms.blocks import AGENDA_BLOCKS, BODY_BLOCKS, MATERIAL_BLOCKS, RECORDING_BLOCKS, SPEAKER_BLOCKS
from courses.models.catalogue_page import CataloguePage, IndexPage
from courses.models.page_forms import SeminarPageForm
from courses.models.seminar import Seminar


class SeminarIndexPage(IndexPage):
    """The list of seminars in one language."""

    sharing_drawing: ClassVar[str] = "seminar"
    subpage_types: ClassVar[list[str]] = ["courses.SeminarPage"]
    template = "courses/seminars.html"

    class Meta:
        verbose_name = _("seminar list")
        verbose_name_plural = _("seminar lists")


class SeminarPage(CataloguePage):
    """What a seminar offers, in one language. Materials for afterwards and the recording wait for its first meeting."""

    seminar = models.ForeignKey(
        Seminar,
        editable=False,
        on_delete=models.PROTECT,
        related_name="pages",
        verbose_name=_("seminar"),
    )
    summary = models.CharField(_("summary"), max_length=250)
    aims = StreamField([("aim", CharBlock(max_length=250, label=_("Aim")))], verbose_name=_("aims"), blank=True)
    body = StreamField(BODY_BLOCKS, verbose_name=_("body"), blank=True)
    agenda = StreamField(AGENDA_BLOCKS, verbose_name=_("agenda"), blank=True)
    speakers = StreamField(SPEAKER_BLOCKS, verbose_name=_("speakers"), blank=True)
    materials_before = StreamField(MATERIAL_BLOCKS, verbose_name=_("materials to prepare with"), blank=True)
    materials_after = StreamField(MATERIAL_BLOCKS, verbose_name=_("materials of the seminar"), blank=True)
    recording = StreamField(RECORDING_BLOCKS, verbose_name=_("recording"), blank=True, max_num=3)

    sharing_drawing: ClassVar[str] = "seminar"
    is_copyable: ClassVar[bool] = False
    base_form_class = SeminarPageForm
    content_panels: ClassVar = [
        HelpPanel(template="courses/cms/seminar_ways.html"),
        *Page.content_panels,
        FieldPanel("code"),
        FieldPanel("summary"),
        FieldPanel("aims", help_text=_("What people will be able to do afterwards, one line each.")),
        FieldPanel("body"),
        FieldPanel("agenda"),
        FieldPanel("speakers"),
        FieldPanel("materials_before", help_text=_("Everybody sees these at once.")),
        MultiFieldPanel(
            [FieldPanel("materials_after"), FieldPanel("recording")],
            heading=_("For afterwards"),
            help_text=_("Shown to everybody once the first session is over; until then a sentence announces them."),
        ),
    ]
    override_translatable_fields: ClassVar = [SynchronizedField("seminar", overridable=False)]
    parent_page_types: ClassVar[list[str]] = ["courses.SeminarIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "courses/seminar.html"

    class Meta:
        verbose_name = _("seminar page")
        verbose_name_plural = _("seminar pages")
