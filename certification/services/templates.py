"""Publishing: what a template says becomes a version, which is never changed, and the history tells of it."""

from typing import cast

from django.conf import settings
from django.db import transaction

from academy.accounts.models import User
from certification.canonical import digest
from certification.data import IssuerText, TemplateContent
from certification.enums import EventKind
from certification.errors import NothingToPublish, TemplateChanged, TemplateIncomplete
from certification.models import CertificateTemplate, Issuer, TemplateVersion
from certification.selectors.office import newest_version
from certification.services.history import record
from certification.services.template_content import content_of, said_of_issuer, said_of_signatories


@transaction.atomic
def publish_version(
    *, template: CertificateTemplate, actor: User | None = None, seen: str | None = None
) -> TemplateVersion:
    """Publish the template as it is saved. `seen` is the hash of what whoever publishes has looked at.

    Raises TemplateChanged, TemplateIncomplete or NothingToPublish.
    """
    held = CertificateTemplate.objects.select_for_update().get(pk=template.pk)
    content = content_of(held)
    if seen is not None and seen != digest(content):
        raise TemplateChanged
    if set(content["wordings"]) != {code for code, _name in settings.LANGUAGES} or not content["signatories"]:
        raise TemplateIncomplete
    return _add_version(held, content, actor)


@transaction.atomic
def renew_issuers(*, template: CertificateTemplate, actor: User | None = None) -> TemplateVersion:
    """Publish the newest version again with its issuers and signatories as they are now; drafts stay drafts.

    Raises NothingToPublish.
    """
    held = CertificateTemplate.objects.select_for_update().get(pk=template.pk)
    return _add_version(held, renewed_content(newest_version(held)), actor)


def renewed_content(version: TemplateVersion) -> TemplateContent:
    """Return what the version says, with its issuers and signatories as they are now."""
    content = cast("TemplateContent", version.content)
    return {
        **content,
        "issuer": _said_now(content["issuer"]),
        "co_issuers": [_said_now(one) for one in content["co_issuers"]],
        "signatories": said_of_signatories(Issuer.objects.get(slug=content["issuer"]["slug"])),
    }


def _said_now(text: IssuerText) -> IssuerText:
    return said_of_issuer(Issuer.objects.get(slug=text["slug"]))


def templates_behind(issuer: Issuer) -> list[CertificateTemplate]:
    """Return the templates whose newest version names this issuer, or those who sign for it, as they no longer are."""
    newest = [version for template in CertificateTemplate.objects.all() if (version := template.versions.first())]
    naming = [version for version in newest if issuer.slug in _issuers_of(cast("TemplateContent", version.content))]
    return [version.template for version in naming if digest(renewed_content(version)) != version.digest]


def _issuers_of(content: TemplateContent) -> set[str]:
    return {one["slug"] for one in (content["issuer"], *content["co_issuers"])}


def _add_version(template: CertificateTemplate, content: TemplateContent, actor: User | None) -> TemplateVersion:
    """Number the version while the template is held; the database refuses a number twice."""
    newest, said = template.versions.first(), digest(content)
    if newest is not None and newest.digest == said:
        raise NothingToPublish
    version = TemplateVersion.objects.create(
        template=template,
        number=1 if newest is None else newest.number + 1,
        content=content,
        digest=said,
        published_by=actor,
    )
    facts = {"version": version.number, "content": said}
    record(kind=EventKind.TEMPLATE_VERSION, subject=version.subject, facts=facts, actor=actor)
    return version
