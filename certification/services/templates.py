"""Versions of templates as the history tells them."""

from collections.abc import Mapping

from academy.accounts.models import User
from certification.canonical import digest
from certification.enums import EventKind
from certification.models import CertificateTemplate, CertificateWording
from certification.services.history import record


def record_version(*, template: CertificateTemplate, actor: User | None = None) -> None:
    """Write down that the template has this version, and the hash of what it says."""
    facts = {"version": template.version, "content": template_digest(template)}
    record(kind=EventKind.TEMPLATE_VERSION, subject=template.slug, facts=facts, actor=actor)


def template_digest(template: CertificateTemplate) -> str:
    """Return the hash of design, rules and words, in the order of the languages."""
    wordings = CertificateWording.objects.filter(template=template).order_by("language")
    return digest(
        {
            "kind": template.kind,
            "design": template.design,
            "issuer": template.issuer.slug,
            "valid_months": template.valid_months,
            "wordings": [_words(wording) for wording in wordings.values()],
        }
    )


def _words(row: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in row.items() if name not in {"id", "template_id"}}
