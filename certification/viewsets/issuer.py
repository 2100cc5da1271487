"""Issuers with the persons who sign for them."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, ObjectList
from wagtail.admin.viewsets.model import ModelViewSet

from certification.forms import TextsWidget
from certification.models import Issuer


class IssuerViewSet(ModelViewSet):
    """An issuer's names stand on certificates issued from now on; those issued before keep theirs."""

    model = Issuer
    name = "issuers"
    icon = "home"
    menu_label = _("Issuers")
    copy_view_enabled = False
    list_display = ("__str__", "slug", "website")
    edit_handler = ObjectList(
        [
            FieldPanel("name", widget=TextsWidget),
            FieldPanel("slug"),
            FieldPanel("website"),
            InlinePanel(
                "signatories",
                [
                    FieldPanel("position"),
                    FieldPanel("name", widget=TextsWidget),
                    FieldPanel("post", widget=TextsWidget),
                ],
                heading=_("Signatories"),
                label=_("Signatory"),
                min_num=1,
                max_num=3,
            ),
        ]
    )
