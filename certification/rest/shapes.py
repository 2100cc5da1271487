"""What goes in and comes out: one shape of facts everywhere."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_noop as _
from ninja import Field, Schema
from pydantic import StringConstraints

from academy.integrations.models import LEAST_PER_MINUTE
from certification.services.verification import VerificationReport

#: So many codes may be asked for at once: a key's minute always holds as many.
MOSTEXAMPLE_CODES = LEAST_PER_MINUTE
EXAMPLE_CODE = "7KQ2M-9XW4B-H3TZP-5RVNY"
_TITLES = {
    "az": "Universal Onluq Təsnifat",
    "ru": "Универсальная десятичная классификация",
    "en": "Universal Decimal Classification",
}
Text = Annotated[str, StringConstraints(max_length=100)]


class SignatoryShape(Schema):
    """Who signed, in all languages."""

    name: dict[str, str] = Field(description=_("Name by language."))
    post: dict[str, str] = Field(description=_("Post by language."))


class Facts(Schema):
    """Every certified fact, as it was frozen at issue."""

    code: str = Field(description=_("The code without dashes."), examples=[EXAMPLE_CODE.replace("-", "")])
    holder: str | None = Field(
        description=_("Name as printed; null when the person was erased or does not show it."),
        examples=["Əliyeva Günay"],
    )
    titles: dict[str, str] = Field(description=_("Title by language."), examples=[_TITLES])
    kind: str = Field(description=_("competence, attendance or programme."), examples=["competence"])
    hours: Decimal = Field(description=_("Hours, exact."), examples=["4.50"])
    score: Decimal | None = Field(
        description=_("Result in per cent; null where nothing was tested or the result is not told."),
        examples=["92.00"],
    )
    achieved_on: date = Field(description=_("Day of the achievement."))
    issued_on: date = Field(description=_("Day of issue."))
    expires_on: date | None = Field(description=_("Last day of validity; null without an end."))
    issuer: dict[str, str] = Field(description=_("Issuer by language."))
    signatories: list[SignatoryShape] = Field(description=_("Who signed."))
    is_demo: bool = Field(description=_("Signed with a demo key: without any force."))
    sha256: str = Field(description=_("SHA-256 of the issued PDF: compare it with the file you have."))


class Links(Schema):
    """Where people and programs see more."""

    page: str = Field(description=_("Verification page for people."))
    proof: str = Field(description=_("Proof that the certificate stands in the transparency log."))


class Verified(Schema):
    """The answer to one question."""

    verdict: Literal["valid", "expired", "superseded", "revoked", "unknown", "malformed"] = Field(
        description=_("valid, expired, superseded or revoked; among many answers also unknown or malformed."),
        examples=["valid"],
    )
    statement: str = Field(description=_("The verdict in words, in the language that Accept-Language asks for."))
    revoked_on: date | None = Field(None, description=_("Day of the revocation."))
    reason: str | None = Field(None, description=_("Public class of the reason of the revocation."))
    superseded_on: date | None = Field(None, description=_("Day of the replacement."))
    superseded_by: str | None = Field(None, description=_("Code of the newer certificate."))
    is_key_in_doubt: bool = Field(
        default=False,
        description=_("Issued after the moment since which its signing key counts as lost: ask the issuer."),
    )
    disclosure: Literal["all", "name", "validity"] = Field(
        "all",
        description=_("What the holder shows: all, all but the name (name), or nothing but validity."),
    )
    certificate: Facts | None = Field(None, description=_("The certified facts; null without a certificate."))
    links: Links | None = Field(None, description=_("Where people and programs see more."))


class Answered(Verified):
    """One of many answers."""

    asked: str = Field(description=_("The code as you sent it."), examples=[EXAMPLE_CODE])


class Answers(Schema):
    """Answers in the order of the questions."""

    results: list[Answered] = Field(description=_("Answers in the order of the questions."))


class Questions(Schema):
    """Codes as they were typed or scanned."""

    codes: list[Text] = Field(
        min_length=1,
        max_length=MOSTEXAMPLE_CODES,
        description=_("Codes in any writing: small letters, spaces, dashes, O for 0."),
        examples=[[EXAMPLE_CODE, "7kq2m 9xw4b h3tzp 5rvny"]],
    )


class Page(Schema):
    """A piece of a list."""

    results: list[Verified] = Field(description=_("Certificates, the oldest first."))
    next: str | None = Field(
        description=_("Cursor of the next piece; null at the end."), examples=["MjAyNjA5MDUxMDAwMDAuMDAwMDAwIDQx"]
    )


class Checkpoint(Schema):
    """The newest signed state of the transparency log."""

    checkpoint: str = Field(
        description=_("Signed note as c2sp.org/tlog-checkpoint has it; keep it and compare it with later ones.")
    )


def shown(report: VerificationReport) -> dict[str, Any]:
    """Return the answer in the shape of `Verified`."""
    facts = report.facts
    return {
        "verdict": report.verdict.value,
        "statement": str(report.verdict.label),
        "revoked_on": report.revoked_on,
        "reason": report.reason and report.reason.value,
        "superseded_on": report.superseded_on,
        "superseded_by": report.superseded_by or None,
        "is_key_in_doubt": report.is_key_in_doubt,
        "disclosure": report.disclosure.value,
        "certificate": facts and {name: getattr(facts, name) for name in Facts.model_fields},
        "links": facts and {"page": _address("verify_code", facts.code), "proof": _address("log_proof", facts.code)},
    }


def _address(name: str, code: str) -> str:
    return settings.SITE_URL + reverse(name, args=[code])
