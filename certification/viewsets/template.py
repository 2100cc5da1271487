"""Templates with their wording in each language: edited as drafts, previewed, published as versions."""

from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import EditView, SnippetViewSet

from academy.accounts.models import User
from academy.languages import LANGUAGES
from certification.forms.templates import TemplateForm
from certification.models import CertificateTemplate
from certification.viewsets import template_versions as versions
from certification.viewsets.template_preview import TemplatePreviewOnCreate, TemplatePreviewOnEdit, specimen

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
_KEPT = frozenset({"list", "list_results", "add", "edit", "usage", "history", "history_results"})
_PREVIEWS = frozenset({"preview_on_add", "preview_on_edit"})


def template_buttons(user: User, template: CertificateTemplate) -> list[Button]:
    """Lead to versions and specimen, and to publishing for whom may."""
    ways = [
        ("versions", gettext("Versions"), "history"),
        ("specimen", gettext("Specimen as PDF"), "download"),
    ]
    if user.has_perm("certification.publish_certificatetemplate"):
        ways.insert(0, ("publish", gettext("Publish a version"), "upload"))
    return [
        Button(
            label,
            url=reverse(f"certificate_templates:{view}", args=[template.pk]),
            icon_name=icon,
            priority=place,
            attrs={"aria-label": f"{label}: {template}"},
        )
        for place, (view, label, icon) in enumerate(ways)
    ]


class TemplateEditView(EditView):
    """The draft, with the ways to what was published of it."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Offer versions, specimen and publishing."""
        return [*super().header_more_buttons, *template_buttons(self.request.user, self.object)]

    def get_success_message(self, instance: Any = None) -> str:  # noqa: ARG002 - Wagtail's signature
        """Say that nothing is issued from it yet."""
        return gettext("Saved as a draft. Certificates are issued from the newest published version.")


class TemplateViewSet(SnippetViewSet):
    """What certificates say and look like. Nothing is deleted: certificates were issued from it."""

    model = CertificateTemplate
    name = "certificate_templates"
    url_namespace = url_prefix = name
    icon = "doc-full"
    menu_label = _("Certificate templates")
    copy_view_enabled = False
    inspect_view_enabled = False
    edit_view_class = TemplateEditView
    preview_on_add_view_class = TemplatePreviewOnCreate
    preview_on_edit_view_class = TemplatePreviewOnEdit
    list_display = (
        "slug",
        "kind",
        "design",
        "issuer",
        Column("version", label=_("Newest version"), accessor=versions.newest_number),
    )
    edit_handler = ObjectList(
        [
            FieldPanel("slug"),
            FieldPanel("kind"),
            FieldPanel("design"),
            FieldPanel("issuer"),
            FieldPanel("languages"),
            FieldPanel("valid_months"),
            FieldPanel("is_renewed_by_registrar"),
            InlinePanel(
                "co_issuers",
                [FieldPanel("issuer")],
                heading=_("Co-issuing institutions"),
                label=_("Institution"),
                max_num=3,
            ),
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

    def register_chooser_viewset(self) -> None:
        """Leave the choice of a template to the lists of the forms that ask for one."""

    def get_urlpatterns(self) -> list[URLPattern]:
        """Leave out what deletes; add versions, specimens and publishing."""
        kept = [one for one in super().get_urlpatterns() if one.name in _KEPT | _PREVIEWS]
        return [
            *kept,
            path("versions/<int:pk>/", versions.versions, name="versions"),
            path("versions/<int:pk>/<int:number>.pdf", versions.version_specimen, name="version_specimen"),
            path("publish/<int:pk>/", versions.publish, name="publish"),
            path("renew/<int:issuer>/", versions.renew, name="renew"),
            path("specimen/<int:pk>.pdf", specimen, name="specimen"),
        ]
