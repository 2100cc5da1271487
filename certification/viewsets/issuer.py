"""Issuers with the persons who sign for them."""

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, InlinePanel, ObjectList
from wagtail.admin.views.generic import EditView
from wagtail.admin.viewsets.model import ModelViewSet

from certification.forms.templates import SluggedForm, TextsWidget
from certification.models import Issuer
from certification.services.templates import templates_behind


class IssuerEditView(EditView):
    """Says which templates still name the issuer as it was, and leads to where they are published again."""

    def save_instance(self) -> Issuer:
        """Save, then compare with what was published. Nothing is published by itself."""
        issuer: Issuer = super().save_instance()
        behind = len(templates_behind(issuer))
        if behind and self.request.user.has_perm("certification.publish_certificatetemplate"):
            address = reverse("certificate_templates:renew", args=[issuer.pk])
            text = ngettext(
                "Certificates of %(count)s template still name the issuer as it was.",
                "Certificates of %(count)s templates still name the issuer as it was.",
                behind,
            ) % {"count": behind}
            button = messages.button(address, gettext("Publish new versions"))
            messages.warning(self.request, text, buttons=[button])
        return issuer


class IssuerViewSet(ModelViewSet):
    """An issuer's names stand on certificates of versions published from now on; those issued before keep theirs."""

    model = Issuer
    name = "issuers"
    icon = "home"
    menu_label = _("Issuers")
    copy_view_enabled = False
    edit_view_class = IssuerEditView
    list_display = ("__str__", "slug", "website")
    edit_handler = ObjectList(
        [
            FieldPanel("name", widget=TextsWidget),
            FieldPanel("slug"),
            FieldPanel("website"),
            FieldPanel("logo"),
            InlinePanel(
                "signatories",
                [
                    FieldPanel("position"),
                    FieldPanel("name", widget=TextsWidget),
                    FieldPanel("post", widget=TextsWidget),
                    # A heading of its own, because Django makes a large I of the first i, where Azerbaijani writes İ.
                    FieldPanel("signature", heading=_("Image of the signature")),
                ],
                heading=_("Signatories"),
                label=_("Signatory"),
                min_num=1,
                max_num=3,
            ),
        ],
        base_form_class=SluggedForm,
    )
