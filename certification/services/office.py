"""Setting an office up: issuer, signatories, and one template per kind with its wordings."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from certification.enums import Kind
from certification.models import CertificateTemplate, CertificateWording, Issuer, Picture, Signatory
from certification.services.pictures import keep_picture
from certification.services.templates import publish_version


@transaction.atomic
def set_up_office(
    *, slug: str, texts: Mapping[str, Any], pictures: Mapping[str, bytes]
) -> dict[str, CertificateTemplate]:
    """Make what is missing, overwrite nothing, and return the templates by kind.

    `texts` holds `issuer` (a text per language), `logo`, `signatories` (`name` and `role` per language), perhaps
    `valid_months` (a number per kind whose certificates end), and for each kind the wording per language: the shape of
    the demo's certificate.toml. `pictures` holds files by name.
    """
    issuer, made = Issuer.objects.get_or_create(slug=slug, defaults={"name": texts["issuer"]})
    if made:
        issuer.logo = _picture(texts["logo"]["file"], texts["logo"]["alt"], pictures)
        issuer.save(update_fields=["logo"])
        for position, person in enumerate(texts["signatories"], start=1):
            signature = _picture(person["signature"], person["alt"], pictures)
            facts = {"position": position, "name": person["name"], "post": person["role"], "signature": signature}
            Signatory.objects.create(issuer=issuer, **facts)
    months = texts.get("valid_months", {})
    return {kind: _set_up_template(issuer, kind, texts[kind], months.get(kind)) for kind in Kind.values}


def _picture(name: str, alt: Mapping[str, str], pictures: Mapping[str, bytes]) -> Picture:
    return Picture.objects.create(title=name, alt=dict(alt), content=keep_picture(pictures[name]))


def _set_up_template(
    issuer: Issuer, kind: str, wordings: Mapping[str, Any], valid_months: int | None
) -> CertificateTemplate:
    facts = {"kind": kind, "design": kind, "issuer": issuer, "valid_months": valid_months}
    template, made = CertificateTemplate.objects.get_or_create(slug=f"{issuer.slug}-{kind}", defaults=facts)
    for language, words in wordings.items():
        CertificateWording.objects.get_or_create(template=template, language=language, defaults=words)
    if made:
        publish_version(template=template)
    return template
