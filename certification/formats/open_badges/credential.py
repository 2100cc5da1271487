"""The certificate as an Open Badges 3.0 credential (1EdTech, Final): what it says, yet to be signed.

It says what the paper says, in the language of the certificate: the vocabulary has one language for each text. Who
holds it is told by salted hashes, so that the credential confirms a name or an address and tells none.
"""

import hashlib
import uuid
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from decimal import Decimal
from typing import Any, Final

from academy.languages import text_in
from certification.data import Snapshot, WordingText
from certification.enums import Kind
from certification.formats.open_badges.moments import written_moment
from certification.formats.open_badges.status_list import status_entry

#: The third is needed by `credentialSchema`: without it its type is no word, and would not be signed.
CONTEXTS: Final = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
)
SCHEMA: Final = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
#: Kinds in the vocabulary of Open Badges (AchievementType).
TYPES: Final = {
    Kind.COMPETENCE: "Certificate",
    Kind.ATTENDANCE: "CertificateOfCompletion",
    Kind.PROGRAMME: "LearningProgram",
}
DEMO_NOTE: Final = "DEMO - not a real certificate"
_MIDNIGHT: Final = time()
_END_OF_DAY: Final = time(23, 59, 59)


@dataclass(frozen=True, kw_only=True)
class Award:
    """Everything of which the credential is made. `code` is written as people read it; times are in `zone`.

    `wording` is the certificate's with its facts in their places, less the name, which stands in the credential hashed.
    """

    snapshot: Snapshot
    wording: WordingText
    code: str
    credential_id: uuid.UUID
    issuer: str
    site: str
    email: str
    salt: str
    made_at: datetime
    zone: tzinfo
    status_list: str
    status_index: int
    is_demo: bool


def credential_address(credential_id: uuid.UUID) -> str:
    """Return the identifier of the credential."""
    return credential_id.urn


def unsigned_credential(award: Award) -> dict[str, Any]:
    """Return the credential without its proof."""
    said, language = award.snapshot, award.snapshot["language"]
    credential: dict[str, Any] = {
        "@context": list(CONTEXTS),
        "id": credential_address(award.credential_id),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": text_in(said["titles"], language),
        "issuer": {
            "id": award.issuer,
            "type": ["Profile"],
            "name": text_in(said["issuer"], language),
            "url": said["issuer_website"] or award.site,
        },
        "validFrom": written_moment(award.made_at),
        "credentialSubject": _subject(award),
        "credentialStatus": status_entry(award.status_list, award.status_index),
        "credentialSchema": [{"id": SCHEMA, "type": "1EdTechJsonSchemaValidator2019"}],
    }
    if said["expires_on"] is not None:
        credential["validUntil"] = _at(said["expires_on"], _END_OF_DAY, award.zone)
    return credential | ({"description": DEMO_NOTE} if award.is_demo else {})


def identity_hash(identity: str, salt: str) -> str:
    """Return the hash of a name or an address (IdentityObject, identityHash): the salt follows it."""
    return f"sha256${hashlib.sha256((identity + salt).encode()).hexdigest()}"


def _subject(award: Award) -> dict[str, Any]:
    said = award.snapshot
    hours = _number(said["hours"])
    known = {"name": said["holder_name"], "emailAddress": award.email.lower()}
    subject: dict[str, Any] = {
        "type": ["AchievementSubject"],
        "identifier": [_identity(kind, identity, award.salt) for kind, identity in known.items() if identity],
        "activityEndDate": _at(said["achieved_on"], _MIDNIGHT, award.zone),
        "creditsEarned": hours,
        "licenseNumber": award.code,
        "achievement": _achievement(award, hours),
    }
    if said["score"] is not None:
        result = {"type": ["Result"], "resultDescription": _result_id(award), "value": f"{_number(said['score'])}"}
        subject["result"] = [result]
    return subject


def _identity(kind: str, identity: str, salt: str) -> dict[str, Any]:
    return {
        "type": "IdentityObject",
        "hashed": True,
        "identityHash": identity_hash(identity, salt),
        "identityType": kind,
        "salt": salt,
    }


def _achievement(award: Award, hours: float) -> dict[str, Any]:
    said, language = award.snapshot, award.snapshot["language"]
    wording = award.wording
    achievement: dict[str, Any] = {
        "id": _named(award.site, said["achievement_key"]),
        "type": ["Achievement"],
        "achievementType": TYPES[Kind(said["kind"])],
        "name": text_in(said["titles"], language),
        "description": wording["title"],
        "criteria": {"narrative": wording["after_name"]},
        "humanCode": said["achievement_key"],
        "inLanguage": language,
        "creditsAvailable": hours,
        "image": {"id": f"{award.site}/badges/{said['kind']}.png", "type": "Image"},
    }
    if said["score"] is not None:
        achievement["resultDescription"] = [
            {
                "id": _result_id(award),
                "type": ["ResultDescription"],
                "name": wording["score_label"],
                "resultType": "Percent",
                "valueMin": "0",
                "valueMax": "100",
            }
        ]
    return achievement


def _result_id(award: Award) -> str:
    return _named(award.site, f"{award.snapshot['achievement_key']}#result")


def _named(site: str, key: str) -> str:
    """Return the same identifier for the same thing, whoever has it and whenever."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{site}/achievements/{key}").urn


def _at(iso: str, clock: time, zone: tzinfo) -> str:
    """Return a moment of that day with the offset of the zone: in UTC it would be another day."""
    return datetime.combine(date.fromisoformat(iso), clock, zone).isoformat()


def _number(text: str) -> int | float:
    """Return a whole number as one: JSON-LD signs 4 and 4.0 as different texts, and JavaScript knows only the first."""
    number = Decimal(text)
    return int(number) if number == int(number) else float(number)
