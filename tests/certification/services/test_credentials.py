import json
from datetime import date
from decimal import Decimal
from hashlib import sha256
from io import BytesIO

import pikepdf
import pytest

from certification.codes import grouped
from certification.enums import Kind
from certification.errors import DocumentRefused
from certification.models import Certificate, Credential
from certification.rendering.attached import CredentialFile, attached_credential
from certification.rendering.document import render
from certification.services.credential_keys import make_credential_key
from certification.services.credentials import refuse_wrong_credential, signed_credential
from certification.signing.statements import FILES, FOLDER, NothingStated, context
from tests.factories.certification import ISSUER, TITLES, WORDINGS, make_issued, make_reserved, make_template
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

#: As they were published; the first is printed in the Recommendation itself.
PUBLISHED = {
    "credentials-v2.json": "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734",
    "open-badges-3.0.3.json": "3d34f4d4ef1bce691106e63798beb5e7b862ba841423f5ee1e53ab7ddf3bca84",
    "open-badges-extensions.json": "87c06c81bc2317663bf288d740d94fddd2818c4342b186270ff6371dfaa63f93",
}
WITHIN = "urn:uuid:"


@pytest.fixture(autouse=True)
def _key() -> None:
    make_credential_key(demo=True)


def made(certificate: Certificate) -> dict[str, object]:
    """The credential of the certificate, read."""
    return json.loads(signed_credential(certificate).text)


def drawn(certificate: Certificate, credential: CredentialFile | None) -> bytes:
    """The page with a credential inside."""
    return render(certificate.snapshot, is_demo=True, credential=credential)


def identity(kind: str, said: str, salt: str) -> dict[str, object]:
    digest = sha256(f"{said}{salt}".encode()).hexdigest()
    base = {"type": "IdentityObject", "hashed": True, "identityHash": f"sha256${digest}"}
    return base | {"identityType": kind, "salt": salt}


@pytest.mark.parametrize("language", ["az", "ru", "en"])
def test_credential_says_what_the_certificate_says(language: str) -> None:
    holder = make_user(language=language, legal_name="Əliyeva Günay Şahin qızı", email="Gunay@example.org")
    certificate = make_reserved(holder, make_template(valid_months=24), key="course:UDC-101", hours=Decimal("4.50"))
    said = made(certificate)
    row = Credential.objects.get(certificate=certificate)
    wording, subject = WORDINGS[language], said["credentialSubject"]
    result = subject["result"][0]["resultDescription"]
    assert (said["id"], said["type"]) == (
        certificate.credential_id.urn,
        ["VerifiableCredential", "OpenBadgeCredential"],
    )
    assert (said["name"], said["issuer"]["name"], said["issuer"]["id"]) == (
        TITLES[language],
        ISSUER[language],
        "did:web:localhost%3A8000",
    )
    assert said["validUntil"] == "2028-09-05T23:59:59+04:00"
    assert said["description"] == "DEMO - not a real certificate"
    assert subject == {
        "type": ["AchievementSubject"],
        "identifier": [
            identity("name", "Əliyeva Günay Şahin qızı", row.salt),
            identity("emailAddress", "gunay@example.org", row.salt),
        ],
        "activityEndDate": "2026-09-05T00:00:00+04:00",
        "creditsEarned": 4.5,
        "licenseNumber": grouped(certificate.code),
        "result": [{"type": ["Result"], "resultDescription": result, "value": "92"}],
        "achievement": {
            "id": subject["achievement"]["id"],
            "type": ["Achievement"],
            "achievementType": "Certificate",
            "name": TITLES[language],
            "description": wording["title"],
            "criteria": {"narrative": wording["after_name"].replace("{course}", TITLES[language])},
            "humanCode": "course:UDC-101",
            "inLanguage": language,
            "creditsAvailable": 4.5,
            "image": {"id": "http://localhost:8000/badges/competence.png", "type": "Image"},
            "resultDescription": [
                {
                    "id": result,
                    "type": ["ResultDescription"],
                    "name": wording["score_label"],
                    "resultType": "Percent",
                    "valueMin": "0",
                    "valueMax": "100",
                }
            ],
        },
    }
    assert "Əliyeva" not in json.dumps(said, ensure_ascii=False)


def test_attendance_has_no_result_and_whole_hours_are_whole() -> None:
    template = make_template(kind=Kind.ATTENDANCE)
    said = made(make_reserved(template=template, hours=Decimal("4.00"), score=None))
    subject = said["credentialSubject"]
    assert ("result" in subject, "resultDescription" in subject["achievement"], "validUntil" in said) == (
        False,
        False,
        False,
    )
    assert '"creditsEarned": 4,' in json.dumps(subject)
    assert subject["achievement"]["achievementType"] == "CertificateOfCompletion"


def test_same_achievement_is_named_alike_whoever_has_it() -> None:
    one, same, other = (made(make_reserved(key=key)) for key in ("course:A", "course:A", "course:B"))
    names = [said["credentialSubject"]["achievement"]["id"] for said in (one, same, other)]
    assert (names[0] == names[1], names[0] == names[2], names[0].startswith(WITHIN)) == (True, False, True)


def test_credential_is_the_same_at_each_try_and_so_is_the_document() -> None:
    certificate = make_reserved()
    first, second = signed_credential(certificate), signed_credential(certificate)
    assert first == second
    assert drawn(certificate, first) == drawn(certificate, second)


def test_credential_without_a_holder_names_the_printed_name_alone() -> None:
    certificate = make_reserved()
    certificate.holder = None
    kinds = [one["identityType"] for one in made(certificate)["credentialSubject"]["identifier"]]
    assert kinds == ["name"]


def test_real_key_makes_a_credential_that_says_nothing_of_a_demo(own_files: object) -> None:
    make_credential_key(demo=False)
    assert "description" not in made(make_reserved())


def test_issued_file_carries_the_credential_and_nothing_else() -> None:
    certificate = make_issued()
    with certificate.document.open() as file:
        credential = json.loads(attached_credential(file.read()))
    assert credential == made(certificate)


def test_lint_takes_the_right_credential_and_refuses_every_other() -> None:
    certificate, other = make_reserved(), make_reserved()
    right = signed_credential(certificate)
    refuse_wrong_credential(drawn(certificate, right), certificate)
    later = CredentialFile(text=right.text.replace('"name"', '"name" ', 1), made_at=right.made_at)
    refuse_wrong_credential(drawn(certificate, later), certificate)
    said = json.loads(right.text)
    wrong = {
        "the credential says something else": [
            signed_credential(other),
            altered(right, said | {"name": "Another course"}),
            altered(right, said | {"id": other.credential_id.urn}),
        ],
        "the credential: the proof does not hold": [altered(right, said | {"proof": foreign_proof(other)})],
        "the credential: there is no proof that can be read": [
            altered(right, {name: value for name, value in said.items() if name != "proof"})
        ],
        "the credential cannot be read": [None, CredentialFile(text="{", made_at=right.made_at)],
    }
    for reason, files in wrong.items():
        for file in files:
            with pytest.raises(DocumentRefused) as refusal:
                refuse_wrong_credential(drawn(certificate, file), certificate)
            assert refusal.value.reason == reason


def altered(file: CredentialFile, said: dict[str, object]) -> CredentialFile:
    """The file with something else in it."""
    return CredentialFile(text=json.dumps(said), made_at=file.made_at)


def foreign_proof(certificate: Certificate) -> object:
    """A proof of ours, over another credential."""
    return made(certificate)["proof"]


def test_lint_refuses_a_second_file() -> None:
    certificate = make_reserved()
    document = BytesIO()
    with pikepdf.open(BytesIO(drawn(certificate, signed_credential(certificate)))) as pdf:
        pdf.attachments["more.txt"] = b"more"
        pdf.save(document)
    with pytest.raises(DocumentRefused) as refusal:
        refuse_wrong_credential(document.getvalue(), certificate)
    assert refusal.value.reason == "the credential cannot be read"


def test_contexts_are_as_they_were_published() -> None:
    files = {path.name: sha256(path.read_bytes()).hexdigest() for path in FOLDER.glob("*.json")}
    assert (files, set(FILES.values())) == (PUBLISHED, set(PUBLISHED))


def test_context_of_others_is_refused() -> None:
    with pytest.raises(NothingStated, match=r"the context https://example.com/context.json is not one of ours"):
        context("https://example.com/context.json")


def test_days_are_those_of_the_certificate() -> None:
    said = made(make_reserved(achieved_on=date(2026, 12, 31)))
    assert said["credentialSubject"]["activityEndDate"] == "2026-12-31T00:00:00+04:00"
