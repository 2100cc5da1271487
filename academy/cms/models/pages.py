"""The pages that belong to no app: the home page of a language, and standing texts such as help and privacy."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.images.models import AbstractImage
from wagtail.models import Page

from academy.cms.blocks import BODY_BLOCKS
from academy.cms.models.ownership import OwnedPage


class HomePage(OwnedPage):
    """What this place is, and for whom. One per language, at the root of that language's tree."""

    headline = models.CharField(_("headline"), max_length=120)
    lead = models.TextField(_("lead"), max_length=400)
    picture = models.ForeignKey(
        "cms.Picture",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("picture"),
        help_text=_("Decoration: it carries no information of its own."),
    )

    content_panels: ClassVar = [*Page.content_panels, FieldPanel("headline"), FieldPanel("lead"), FieldPanel("picture")]
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    template = "cms/home.html"
    description_field = "lead"

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    @property
    def sharing_picture(self) -> AbstractImage | None:
        """The picture of the page."""
        return self.picture


class StandardPage(OwnedPage):
    """A standing text: about, help for a role, privacy, accessibility."""

    summary = models.CharField(_("summary"), max_length=250, blank=True)
    body = StreamField(BODY_BLOCKS, verbose_name=_("body"), blank=True)
    in_guide = models.BooleanField(
        _("show in the guide of the CMS"),
        default=False,
        help_text=_("Trainers then read this text inside the CMS, too."),
    )

    content_panels: ClassVar = [*Page.content_panels, FieldPanel("summary"), FieldPanel("body")]
    promote_panels: ClassVar = [*Page.promote_panels, FieldPanel("in_guide")]
    subpage_types: ClassVar[list[str]] = ["cms.StandardPage"]
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage", "cms.StandardPage"]
    template = "cms/standard.html"

    class Meta:
        verbose_name = _("text page")
        verbose_name_plural = _("text pages")
