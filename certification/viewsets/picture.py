"""Logos and images of signatures: seen by the office alone, kept for good as they were printed."""

from base64 import b64encode

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet

from certification.forms.templates import PictureForm, TextsWidget
from certification.models import Picture


def thumbnail(picture: Picture) -> SafeString:
    """Return the picture as an element that loads nothing."""
    content = picture.content
    height = 40
    width = max(1, round(height * content.width / content.height))
    source = b64encode(bytes(content.png)).decode()
    return format_html('<img src="data:image/png;base64,{}" alt="" width="{}" height="{}">', source, width, height)


class PictureViewSet(ModelViewSet):
    """A picture that a template names is not deleted; one that was printed stays in the store whatever is done here."""

    model = Picture
    name = "certificate_pictures"
    icon = "image"
    menu_label = _("Pictures")
    copy_view_enabled = False
    list_display = ("title", Column("picture", label=_("Picture"), accessor=thumbnail), "changed_at")
    edit_handler = ObjectList(
        [FieldPanel("title"), FieldPanel("alt", widget=TextsWidget), FieldPanel("file")],
        base_form_class=PictureForm,
    )
