"""The words of seminars: their list, and one page per language for each."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField

from academy.cms.blocks import BODY_BLOCKS
from academy.cms.models import OwnedPage
from courses.models.catalogue_page import CataloguePage
from courses.models.page_forms import SeminarPageForm
from courses.models.seminar import Seminar


class SeminarIndexPage(OwnedPage):
    """The list of seminars in one language."""

    introduction = models.CharField(_("introduction"), max_length=250, blank=True)

    sharing_drawing: ClassVar[str] = "seminar"
    content_panels: ClassVar = [*Page.content_panels, FieldPanel("introduction")]
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = ["courses.SeminarPage"]
    template = "courses/seminars.html"
    description_field = "introduction"

    class Meta:
        verbose_name = _("seminar list")
        verbose_name_plural = _("seminar lists")


class SeminarPage(CataloguePage):
    """What a seminar offers, in one language."""

    seminar = models.ForeignKey(
        Seminar,
        editable=False,
        on_delete=models.PROTECT,
        related_name="pages",
        verbose_name=_("seminar"),
    )
    summary = models.CharField(_("summary"), max_length=250)
    body = StreamField(BODY_BLOCKS, verbose_name=_("body"))

    sharing_drawing: ClassVar[str] = "seminar"
    is_copyable: ClassVar[bool] = False
    base_form_class = SeminarPageForm
    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("code"),
        FieldPanel("summary"),
        FieldPanel("body"),
    ]
    override_translatable_fields: ClassVar = [SynchronizedField("seminar", overridable=False)]
    parent_page_types: ClassVar[list[str]] = ["courses.SeminarIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "courses/seminar.html"

    class Meta:
        verbose_name = _("seminar page")
        verbose_name_plural = _("seminar pages")
