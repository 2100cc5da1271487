"""What stands in the office now: lists of revoked keys, versions of templates."""

from django.db.models import QuerySet

from certification.errors import TemplateUnpublished
from certification.models import (
    CertificateTemplate,
    RevocationList,
    TemplateVersion,
)


def newest_list(authority: str) -> RevocationList | None:
    """Return the list of revoked keys that this authority signed last."""
    return RevocationList.objects.filter(authority=authority).order_by("-number").first()


def published_templates() -> QuerySet[CertificateTemplate]:
    """Templates that certificates can be issued from: at least one version of each is published."""
    return CertificateTemplate.objects.filter(pk__in=TemplateVersion.objects.values("template"))


def newest_version(template: CertificateTemplate) -> TemplateVersion:
    """Return the version that certificates are issued from now. Raises TemplateUnpublished."""
    version: TemplateVersion | None = template.versions.first()
    if version is None:
        raise TemplateUnpublished
    return version
