"""A digital badge in each of its forms: as it was issued, changed, of others, and what became of its certificate."""

import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.utils import timezone
from openbadgeslib import baking

from certification.enums import Check, Disclosure, Medium, RevocationReason, Verdict
from certification.formats.open_badges.baking import baked_png, baked_svg
from certification.models import Certificate, Verification
from certification.services.credential_keys import active_credential_key, compromise_credential_key
from certification.services.disclosure import choose_disclosure
from certification.services.file_verification import verify_file
from certification.services.issued_files import issued_credential
from certification.services.log import extend_log
from certification.services.log_keys import make_log_key
from certification.services.revocation import revoke_certificate
from certification.services.verification import VerificationReport
from certification.signing.data_integrity import with_proof
from certification.views.credentials import BADGES
from tests.certification.outcomes import outcomes
from tests.factories.certification import forget_certificates, make_issued, make_replaced

pytestmark = [pytest.mark.django_db, pytest.mark.static]

ADDRESS = "203.0.113.77"
PICTURE = (BADGES / "competence.png").read_bytes()
DRAWING = (BADGES / "competence.svg").read_text()
SVG = {"element": baking.SVG_ELEMENT_OB3, "namespace": baking.SVG_NS_OB3}


def bare(credential: str) -> bytes:
    return credential.encode()


def with_mark(credential: str) -> bytes:
    """As some editors write UTF-8."""
    return b"\xef\xbb\xbf\n" + credential.encode()


def in_a_picture(credential: str) -> bytes:
    return baked_png(PICTURE, credential)


def in_a_drawing(credential: str) -> bytes:
    return baked_svg(DRAWING, credential).encode()


def in_a_picture_of_others(credential: str) -> bytes:
    return baking.bake_png(PICTURE, credential, keyword=baking.ITXT_KEYWORD_OB3)


def in_a_drawing_of_others(credential: str) -> bytes:
    return baking.bake_svg(DRAWING.encode(), credential, as_text=True, **SVG)


def written_anew(credential: str) -> bytes:
    """As a wallet writes it: other spaces, other order of names, no letters beyond ASCII."""
    return json.dumps(dict(reversed(json.loads(credential).items())), indent=4).encode()


FORMS = [bare, in_a_picture, in_a_drawing]
ALL_FORMS = [*FORMS, with_mark, in_a_picture_of_others, in_a_drawing_of_others, written_anew]


def judged(file: bytes) -> VerificationReport:
    report = verify_file(document=file, address=ADDRESS)
    assert report.medium == Medium.CREDENTIAL
    return report


def changed(certificate: Certificate, change: Callable[[dict[str, Any]], object]) -> str:
    credential = json.loads(issued_credential(certificate))
    change(credential)
    return json.dumps(credential)


def signed_anew(certificate: Certificate, key: Ed25519PrivateKey | None = None, **claims: object) -> str:
    """The credential with other claims, signed with our key, or with another in its name."""
    ours = active_credential_key()
    said = {name: value for name, value in json.loads(issued_credential(certificate)).items() if name != "proof"}
    method, created = ours.method, timezone.now()
    return json.dumps(with_proof(said | claims, key or ours.signer.key, method=method, created=created))


@pytest.mark.parametrize("form", ALL_FORMS)
def test_issued_credential_has_the_verdict_of_its_certificate(form: Callable[[str], bytes]) -> None:
    certificate = make_issued()
    report = judged(form(issued_credential(certificate)))
    assert (report.verdict, report.facts.code) == (Verdict.VALID, certificate.code)
    assert report.facts.holder == certificate.snapshot["holder_name"]
    recorded = Verification.objects.values_list("certificate", "verdict", "by_file").get()
    assert recorded == (certificate.pk, Verdict.VALID, True)


def test_credential_in_the_log_passes_every_check(own_files: object) -> None:
    certificate = make_issued()
    make_log_key(demo=True)
    extend_log()
    report = judged(bare(issued_credential(certificate)))
    assert outcomes(report) == dict.fromkeys([check.value for check in Check], "passed")


def test_what_became_of_the_certificate_is_told() -> None:
    revoked, (old, newer) = make_issued(), make_replaced()
    revoke_certificate(
        certificate=revoked, reason=RevocationReason.ISSUED_IN_ERROR, note="private note", revoked_by=None
    )
    told, replaced = (judged(in_a_picture(issued_credential(one))) for one in (revoked, old))
    assert (told.verdict, told.reason) == (Verdict.REVOKED, RevocationReason.ISSUED_IN_ERROR)
    assert (told.revoked_on, "private note" in repr(told)) == (timezone.localdate(), False)
    assert (replaced.verdict, replaced.superseded_by) == (Verdict.SUPERSEDED, newer.code)
    assert outcomes(told)["in_force"] == "failed"


CHANGES: dict[str, Callable[[dict[str, Any]], object]] = {
    "another name of the course": lambda said: said.update(name="Another course"),
    "another result": lambda said: said["credentialSubject"]["result"][0].update(value="100"),
    "another day": lambda said: said["credentialSubject"].update(activityEndDate="2020-01-01T00:00:00+04:00"),
    "a word that no proof covers": lambda said: said.update(recipientName="Somebody Else"),
    "a number written otherwise": lambda said: said["credentialSubject"].update(creditsEarned=4.500001),
    "no proof": lambda said: said.pop("proof"),
    "two proofs": lambda said: said["proof"].append(deepcopy(said["proof"][0])),
    "a proof of nothing": lambda said: said["proof"][0].update(proofValue="z0"),
    "a proof by nobody": lambda said: said["proof"][0].update(verificationMethod="did:web:elsewhere.example#z6MkX"),
    "a context of others": lambda said: said["@context"].append("https://example.com/more.json"),
    "a context that is none": lambda said: said.update({"@context": 5}),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_changed_credential_is_altered_and_the_register_says_whose(change: Callable[[dict[str, Any]], object]) -> None:
    certificate = make_issued()
    report = judged(bare(changed(certificate, change)))
    assert (report.verdict, report.facts.holder) == (Verdict.ALTERED, certificate.snapshot["holder_name"])
    assert outcomes(report) == {"readable": "passed", "unaltered": "failed", "signed": "open"}


@pytest.mark.parametrize("form", FORMS)
def test_damaged_file_that_still_names_the_certificate_is_altered(form: Callable[[str], bytes]) -> None:
    certificate = make_issued()
    damaged = form(issued_credential(certificate)).replace(b'"licenseNumber"', b'"licenseNumber', 1)
    report = judged(damaged)
    assert (report.verdict, report.facts.code) == (Verdict.ALTERED, certificate.code)
    assert outcomes(report)["readable"] == "failed"


def test_credential_signed_by_us_that_was_never_issued_is_told_so() -> None:
    certificate = make_issued()
    another = signed_anew(certificate, id="urn:uuid:00000000-0000-4000-8000-000000000000")
    same_id = signed_anew(certificate, name="Another course")
    for credential in (another, same_id):
        report = judged(bare(credential))
        assert (report.verdict, report.facts) == (Verdict.NOT_ISSUED, None)
        assert outcomes(report)["in_force"] == "failed"


def test_credential_of_a_certificate_that_the_register_forgot_is_not_issued() -> None:
    credential = issued_credential(make_issued())
    forget_certificates()
    assert judged(in_a_drawing(credential)).verdict == Verdict.NOT_ISSUED


def test_credential_of_others_is_foreign() -> None:
    certificate = make_issued()
    elsewhere = "urn:uuid:00000000-0000-4000-8000-000000000000"
    stranger = signed_anew(certificate, Ed25519PrivateKey.generate(), id=elsewhere)
    other_id = changed(certificate, lambda said: said.update(id="https://elsewhere.example/credentials/1"))
    unsigned = changed(certificate, lambda said: (said.update(id=elsewhere), said.pop("proof")))
    for credential in (stranger, other_id, unsigned):
        report = judged(bare(credential))
        assert (report.verdict, report.facts) == (Verdict.FOREIGN, None)
        assert outcomes(report) == {"readable": "passed", "signed": "failed"}


def test_key_that_was_lost_before_leaves_the_issued_one_in_doubt_and_others_foreign(own_files: object) -> None:
    certificate = make_issued()
    issued = issued_credential(certificate)
    forged = signed_anew(certificate, id="urn:uuid:00000000-0000-4000-8000-000000000000")
    renamed = signed_anew(certificate, name="Another course")
    multikey = active_credential_key().signer.multikey
    compromise_credential_key(multikey=multikey, since=certificate.credential.made_at)
    report = judged(bare(issued))
    assert (report.verdict, outcomes(report)["key"]) == (Verdict.VALID, "open")
    assert [judged(bare(one)).verdict for one in (forged, renamed)] == [Verdict.FOREIGN, Verdict.ALTERED]


def test_key_that_was_lost_later_leaves_no_doubt(own_files: object) -> None:
    certificate = make_issued()
    multikey = active_credential_key().signer.multikey
    compromise_credential_key(multikey=multikey, since=timezone.now())
    report = judged(bare(issued_credential(certificate)))
    assert (report.verdict, outcomes(report)["key"]) == (Verdict.VALID, "passed")


def test_erased_person_leaves_the_verdict_and_no_name(django_capture_on_commit_callbacks: Any) -> None:
    certificate = make_issued()
    issued, altered = issued_credential(certificate), changed(certificate, CHANGES["another result"])
    with django_capture_on_commit_callbacks(execute=True):
        certificate.holder.delete()
    certificate.refresh_from_db()
    assert not certificate.document
    report = judged(bare(issued))
    assert (report.verdict, report.facts.holder, judged(bare(altered)).verdict) == (
        Verdict.VALID,
        None,
        Verdict.ALTERED,
    )


@pytest.mark.parametrize("is_changed", [False, True])
def test_page_shows_no_more_than_the_holder_lets(is_changed: bool) -> None:  # noqa: FBT001 - a parameter of a test
    """The file confirms a name to whoever guesses it; that is no reason to tell one."""
    certificate = make_issued()
    change = CHANGES["another result"] if is_changed else (lambda _said: None)
    file = bare(changed(certificate, change))
    choose_disclosure(certificate=certificate, disclosure=Disclosure.NAME)
    nameless = judged(file)
    choose_disclosure(certificate=certificate, disclosure=Disclosure.VALIDITY)
    assert (nameless.facts.holder, nameless.facts.code) == (None, certificate.code)
    assert judged(file).facts is None


@pytest.mark.parametrize("file", [b"{}", b"[]", b'{"type": "VerifiableCredential', b"{}{}", b"<svg/>", b"<html>"])
def test_what_is_no_credential_is_unreadable(file: bytes) -> None:
    report = judged(file)
    assert (report.verdict, outcomes(report)) == (Verdict.UNREADABLE, {"readable": "failed"})
