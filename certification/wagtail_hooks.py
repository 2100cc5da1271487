"""What the office adds to the CMS."""

from wagtail import hooks
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from certification.models import Certificate, CertificateTemplate, Issuer, Proposal, RegisterCopy
from certification.viewsets import CertificationGroup
from certification.viewsets.policies import (
    CERTIFICATE_POLICY,
    ISSUER_POLICY,
    PROPOSAL_POLICY,
    REGISTER_POLICY,
    TEMPLATE_POLICY,
)
from certification.viewsets.record import RecordMenuItem, RecordViewSet, record_menu_item
from certification.viewsets.waiting import OverduePanel

register_permission_policy(Certificate, CERTIFICATE_POLICY)
register_permission_policy(Proposal, PROPOSAL_POLICY)
register_permission_policy(CertificateTemplate, TEMPLATE_POLICY)
register_permission_policy(Issuer, ISSUER_POLICY)
register_permission_policy(RegisterCopy, REGISTER_POLICY)
# The templates are previewed as snippets are; the whole group goes with them into the menu.
register_snippet(CertificationGroup)


@hooks.register("construct_homepage_panels")
def overdue_certificates(_request, panels) -> None:
    """Say on the first page when certificates do not go on."""
    panels.append(OverduePanel())


@hooks.register("register_admin_viewset")
def record() -> RecordViewSet:
    """Add the record of changes."""
    return RecordViewSet()


@hooks.register("register_reports_menu_item")
def record_report() -> RecordMenuItem:
    """Lead to it from the reports."""
    return record_menu_item()
