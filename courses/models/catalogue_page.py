"""What the pages of the catalogue have in common."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from academy.cms.models import OwnedPage


class IndexPage(OwnedPage):
    """The list of one kind of offers in one language, below the home page."""

    introduction = models.CharField(_("introduction"), max_length=250, blank=True)

    sharing_drawing: ClassVar[str] = "course"
    content_panels: ClassVar = [*Page.content_panels, FieldPanel("introduction")]
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    description_field = "introduction"

    class Meta:
        abstract = True


class CataloguePage(OwnedPage):
    """A page that the catalogue's search finds by `search_text`: its words, folded, each after a space."""

    search_text = models.TextField(editable=False, default="", blank=True)

    class Meta:
        abstract = True
