"""The answer for a credential, bare or taken out of a badge: compared with the issued one, then by its proof."""

import re
from dataclasses import replace
from typing import Any, Final

from certification.enums import KeyState, Medium, Verdict
from certification.errors import DocumentRefused, Unreadable
from certification.models import Certificate, CredentialKey
from certification.selectors.certificates import certificates_in_the_world
from certification.services.issued_files import issued_credential
from certification.services.verification import (
    Judged,
    VerificationReport,
    altered_report,
    as_disclosed,
    logged_report,
)
from certification.signing.credential_validator import CredentialReport, inspect_credential
from certification.signing.statements import content_hash, read_json, signed_part

_ID: Final = re.compile(r"urn:uuid:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")


def judged_credential(text: bytes) -> Judged:
    """Say whose a credential is, and whether it is the one that was issued, in the words of today."""
    keys = {key.multikey: key for key in CredentialKey.objects.all()}
    try:
        said = inspect_credential(text, keys)
    except Unreadable:
        return judged_remains(text)
    key = keys.get(said.key)
    # It has no time-stamp, so what a lost key signed speaks for nothing by itself.
    is_ours = said.holds and key is not None and key.state != KeyState.COMPROMISED
    named = _ID.fullmatch(said.id)
    certificate = certificates_in_the_world().filter(credential_id=named[1]).first() if named else None
    if certificate is None:
        return None, _report(Verdict.NOT_ISSUED if is_ours else Verdict.FOREIGN)
    return certificate, _compared(said, certificate, key, is_ours=is_ours)


def judged_remains(file: bytes) -> Judged:
    """Answer for what cannot be read: it was altered where it still carries the id of a credential of ours."""
    ids = set(_ID.findall(file.decode("latin-1"))[:100])
    named = list(certificates_in_the_world().filter(credential_id__in=ids)[:2])
    if len(named) == 1:
        return named[0], altered_report(named[0], Medium.CREDENTIAL, is_readable=False)
    return None, replace(_report(Verdict.UNREADABLE), is_readable=False)


def _compared(
    said: CredentialReport, certificate: Certificate, key: CredentialKey | None, *, is_ours: bool
) -> VerificationReport:
    issued = _issued(certificate)
    if is_ours if issued is None else said.content == content_hash(issued):
        report = as_disclosed(logged_report(certificate), certificate)
        return replace(report, medium=Medium.CREDENTIAL, is_key_in_doubt=_was_lost(key, certificate))
    # With the same statements a word was added that no proof covers.
    if is_ours and issued is not None and said.signed != signed_part(issued):
        return _report(Verdict.NOT_ISSUED)
    return altered_report(certificate, Medium.CREDENTIAL)


def _issued(certificate: Certificate) -> dict[str, Any] | None:
    """Return the credential as it was issued, None where its file is no more, as an erased person's."""
    if not certificate.document:
        return None
    try:
        issued: dict[str, Any] = read_json(issued_credential(certificate).encode())
    except (DocumentRefused, OSError):
        return None
    return issued


def _was_lost(key: CredentialKey | None, certificate: Certificate) -> bool:
    lost_at = key and key.compromised_at
    return bool(lost_at and certificate.credential.made_at >= lost_at)


def _report(verdict: Verdict) -> VerificationReport:
    return VerificationReport(verdict=verdict, medium=Medium.CREDENTIAL)
