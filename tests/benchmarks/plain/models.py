"""A plain Wagtail page with one rich-text field, with which the pages of the site are compared."""

from typing import ClassVar

from wagtail.fields import RichTextField
from wagtail.models import Page


class PlainPage(Page):
    """As a tutorial has it."""

    body = RichTextField()

    template = "plain/page.html"
    content_panels: ClassVar = [*Page.content_panels, "body"]
