"""What a template says as it stands, in the shape in which a version keeps it, and what two such contents differ in."""

from collections.abc import Iterator
from typing import Any, Final, cast

from certification.data import IssuerText, PictureText, SignatoryText, TemplateContent, WordingText
from certification.models import CertificateTemplate, Issuer, Picture, Signatory
from certification.rendering.designs import design_digest

#: Number of the shape of `TemplateContent`.
CONTENT_FORMAT: Final = 1
_WORDS: Final = tuple(WordingText.__annotations__)


def content_of(template: CertificateTemplate) -> TemplateContent:
    """Return all that certificates of this template would say and look like. Unsaved changes count too."""
    return TemplateContent(
        format=CONTENT_FORMAT,
        template=template.slug,
        kind=template.kind,
        design=template.design,
        design_files=design_digest(template.design),
        languages=template.languages,
        valid_months=template.valid_months,
        issuer=said_of_issuer(template.issuer),
        co_issuers=[said_of_issuer(one.issuer) for one in template.co_issuers.all()],
        signatories=said_of_signatories(template.issuer),
        wordings={wording.language: _words(wording) for wording in template.wordings.all()},
    )


def said_of_issuer(issuer: Issuer) -> IssuerText:
    """Return an issuer's names, address and logo as they are now."""
    return IssuerText(slug=issuer.slug, name=issuer.name, website=issuer.website, logo=_picture(issuer.logo))


def said_of_signatories(issuer: Issuer) -> list[SignatoryText]:
    """Return those who sign for the issuer now."""
    people: list[Signatory] = list(issuer.signatories.all())
    return [SignatoryText(name=one.name, post=one.post, signature=_picture(one.signature)) for one in people]


def _picture(picture: Picture | None) -> PictureText | None:
    return None if picture is None else PictureText(sha256=picture.content_id, alt=picture.alt)


def _words(wording: Any) -> WordingText:
    """Lines are filled by the page, not by whoever typed them."""
    return cast("WordingText", {name: " ".join(getattr(wording, name).split()) for name in _WORDS})


def differences(before: TemplateContent | None, after: TemplateContent) -> list[tuple[str, str]]:
    """Return what differs: the part, and the language where it is a wording. The first version differs in nothing."""
    return [] if before is None else list(_differing(before, after))


def _differing(before: TemplateContent, after: TemplateContent) -> Iterator[tuple[str, str]]:
    for part, now in after.items():
        if part != "wordings" and before.get(part) != now:
            yield part, ""
    for language, words in after["wordings"].items():
        earlier = before["wordings"].get(language)
        for name, text in words.items():
            if earlier is None or cast("dict[str, str]", earlier).get(name) != text:
                yield name, language
