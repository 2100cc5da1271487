"""The office in the CMS: issuers, templates and the register of certificates."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSetGroup

from certification.viewsets.certificate import CertificateViewSet
from certification.viewsets.issuer import IssuerViewSet
from certification.viewsets.picture import PictureViewSet
from certification.viewsets.proposal import ProposalViewSet
from certification.viewsets.register import RegisterCopyViewSet
from certification.viewsets.template import TemplateViewSet
from certification.viewsets.waiting import WaitingViewSet


class CertificationGroup(ViewSetGroup):
    """The menu entry of the registrars."""

    menu_label = _("Certification")
    menu_icon = "clipboard-list"
    menu_order = 160
    items = (
        CertificateViewSet,
        WaitingViewSet,
        ProposalViewSet,
        RegisterCopyViewSet,
        TemplateViewSet,
        IssuerViewSet,
        PictureViewSet,
    )
