"""Templates with their wording in each language."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList
from wagtail.admin.viewsets.model import ModelViewSet

from academy.languages import LANGUAGES
from certification.forms import TemplateForm
from certification.models import CertificateTemplate

_WORDING = [
    FieldPanel("language"),
    FieldPanel("title"),
    FieldPanel("before_name"),
    FieldPanel("after_name"),
    FieldRowPanel([FieldPanel("hours_label"), FieldPanel("score_label")]),
    FieldRowPanel([FieldPanel("date_label"), FieldPanel("valid_until_label")]),
    FieldPanel("code_label"),
    # A heading of its own, because Django makes a large I of the first i, where Azerbaijani writes İ.
    FieldPanel("signed_note", heading=_("Note on the signature")),
]


class TemplateViewSet(ModelViewSet):
    """What certificates issued from now on say and look like; each change counts the version up."""

    model = CertificateTemplate
    name = "certificate_templates"
    icon = "doc-full"
    menu_label = _("Certificate templates")
    copy_view_enabled = False
    list_display = ("slug", "kind", "design", "issuer", "version")
    edit_handler = ObjectList(
        [
            FieldPanel("slug"),
            FieldPanel("kind"),
            FieldPanel("design"),
            FieldPanel("issuer"),
            FieldPanel("valid_months"),
            FieldPanel("version", read_only=True),
            InlinePanel(
                "wordings",
                _WORDING,
                heading=_("Wording"),
                label=_("Wording in one language"),
                min_num=len(LANGUAGES),
                max_num=len(LANGUAGES),
            ),
        ],
        base_form_class=TemplateForm,
    )
