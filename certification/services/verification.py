"""The answer to “is this certificate genuine, and does it hold?”, by its code or by its file."""

import hashlib
import ipaddress
import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final, cast

from django.db.models import QuerySet
from django.utils import timezone

from certification.codes import SPECIMEN, normalise
from certification.data import Snapshot
from certification.enums import Disclosure, ReplacementReason, RevocationReason, Standing, State, Verdict
from certification.errors import MalformedCode, TooManyQuestions, Unreadable
from certification.models import Certificate, SigningKey, Verification
from certification.selectors.certificates import certificates_in_the_world
from certification.services.disclosure import is_same_name
from certification.services.keys import pin_of
from certification.services.log_proofs import LogEntry, log_entries
from certification.services.standing import standing_of
from certification.services.timestamps import stamp_roots
from certification.services.transcripts import ListedCertificate, listed_today
from certification.signing.validator import SignatureReport, inspect_untrusted

WINDOW: Final = timedelta(minutes=5)
#: Questions in one window: of one network, of one network with files (each costs a process), and of all together.
NETWORK_LIMIT: Final = 150
NETWORK_FILE_LIMIT: Final = 40
OVERALL_LIMIT: Final = 6000
#: Names that are tried in one window: from one network, and for one certificate.
NETWORK_NAME_LIMIT: Final = 10
CERTIFICATE_NAME_LIMIT: Final = 30
#: The address that our signatures carry in the clear, readable also when the rest of the file was damaged. pyHanko
#: writes a stroke by its number.
_CODE_IN_FILE: Final = re.compile(rb"verify(?:/|\\057)([0-9A-Z]{20})(?:/|\\057)")


@dataclass(frozen=True, kw_only=True)
class CertifiedFacts:
    """What was certified, as it was frozen. `holder` is None when the person was erased."""

    code: str
    holder: str | None
    titles: dict[str, str]
    kind: str
    hours: Decimal
    score: Decimal | None
    achieved_on: date
    issued_on: date
    expires_on: date | None
    issuer: dict[str, str]
    co_issuers: list[dict[str, str]]
    signatories: list[dict[str, dict[str, str]]]
    is_demo: bool
    sha256: str


@dataclass(frozen=True, kw_only=True)
class VerificationReport:
    """The verdict, with every certified fact beside it where the register has them.

    `is_key_in_doubt`: issued after the moment since which its signing key counts as lost. `disclosure` is what the
    holder lets everyone see: then `facts` lack the name, or are missing. `is_name_right` answers for a name that was
    typed, where the holder lets it be confirmed.
    """

    verdict: Verdict
    is_readable: bool = True
    is_key_in_doubt: bool = False
    is_demo: bool = False
    facts: CertifiedFacts | None = None
    disclosure: Disclosure = Disclosure.ALL
    is_name_right: bool | None = None
    expired_on: date | None = None
    revoked_on: date | None = None
    reason: RevocationReason | None = None
    superseded_on: date | None = None
    superseded_by: str = ""
    replacement_reason: ReplacementReason | None = None
    log: tuple[LogEntry, ...] = ()
    listed: tuple[ListedCertificate, ...] = ()


def verify_code(*, text: str, address: str, name: str = "") -> VerificationReport:
    """Answer for a code, or for what stands on specimens in its place, as far as the holder lets everyone see.

    What no code can be costs no query and leaves no record. A certificate that is not in the world yet, or whose
    production failed, reads as one that never was. A `name` that was typed is confirmed or not, and never told. Raises
    TooManyQuestions.
    """
    if text.strip().upper() == SPECIMEN:
        return VerificationReport(verdict=Verdict.SPECIMEN)
    try:
        code = normalise(text)
    except MalformedCode:
        return VerificationReport(verdict=Verdict.MALFORMED)
    network = network_of(address)
    _refuse_floods(network)
    certificate = certificates_in_the_world().filter(code=code).first()
    if name:
        _refuse_guessing(network, certificate)
    report = _disclosed(certificate, name) if certificate else VerificationReport(verdict=Verdict.UNKNOWN)
    Verification.objects.create(certificate=certificate, verdict=report.verdict, by_name=bool(name), network=network)
    return report


def verify_file(*, document: bytes, address: str) -> VerificationReport:
    """Answer for a file; a stranger's file is parsed in a process of its own. Raises TooManyQuestions."""
    network = network_of(address)
    _refuse_floods(network, by_file=True)
    certificate, report = _judged(document)
    Verification.objects.create(certificate=certificate, verdict=report.verdict, by_file=True, network=network)
    return report


def network_of(address: str) -> str:
    """Return the network of an address, /24 or /48: enough to count, too little to point at a person.

    A socket that takes both kinds writes IPv4 as IPv6; taken literally, all IPv4 would be one network with one limit.
    """
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return ""
    known = getattr(known, "ipv4_mapped", None) or known
    prefix = 24 if isinstance(known, ipaddress.IPv4Address) else 48
    return str(ipaddress.ip_network((known, prefix), strict=False))


def _refuse_floods(network: str, *, by_file: bool = False) -> None:
    """Count the records themselves: it holds when every cache is away."""
    recent = Verification.objects.filter(asked_at__gt=timezone.now() - WINDOW, key=None, is_in_list=False)
    here = recent.filter(network=network)
    floods = [(recent, OVERALL_LIMIT), (here, NETWORK_LIMIT)]
    if by_file:
        floods.append((here.filter(by_file=True), NETWORK_FILE_LIMIT))
    if any(_reaches(questions, limit) for questions, limit in floods):
        raise TooManyQuestions


def _refuse_guessing(network: str, certificate: Certificate | None) -> None:
    """Let nobody find a name by trying, from one network or for one certificate from many."""
    names = Verification.objects.filter(asked_at__gt=timezone.now() - WINDOW, by_name=True)
    floods = [(names.filter(network=network), NETWORK_NAME_LIMIT)]
    if certificate:
        floods.append((names.filter(certificate=certificate), CERTIFICATE_NAME_LIMIT))
    if any(_reaches(questions, limit) for questions, limit in floods):
        raise TooManyQuestions


def _reaches(questions: QuerySet[Verification], limit: int) -> bool:
    return questions[:limit].count() >= limit


def _judged(document: bytes) -> tuple[Certificate | None, VerificationReport]:
    """Compare with the issued bytes first; only what differs is parsed, and then only to say how it differs."""
    issued = certificates_in_the_world().filter(sha256=hashlib.sha256(document).hexdigest()).first()
    if issued is not None:
        return issued, _logged_report(issued)
    pretended = _pretended(document)
    report = _difference(document, is_pretended=pretended is not None)
    if pretended and report.verdict == Verdict.ALTERED:
        # Anybody can write a code into a file, so such a file is shown no more than the code.
        report = as_disclosed(replace(report, facts=_facts(pretended)), pretended)
    return pretended, report


def _pretended(document: bytes) -> Certificate | None:
    """Return the certificate whose address the file carries."""
    codes = {found.decode() for found in _CODE_IN_FILE.findall(document)[:100]}
    return certificates_in_the_world().filter(code__in=codes).first() if len(codes) == 1 else None


def _difference(document: bytes, *, is_pretended: bool) -> VerificationReport:
    try:
        signatures = inspect_untrusted(document, stamp_roots())
    except Unreadable:
        verdict = Verdict.ALTERED if is_pretended else Verdict.UNREADABLE
        return VerificationReport(verdict=verdict, is_readable=False)
    return VerificationReport(verdict=Verdict.ALTERED if is_pretended else _origin(signatures))


def _origin(signatures: SignatureReport) -> Verdict:
    """Say whose a readable document is that carries no address of ours."""
    pins = {key.fingerprint: pin_of(key) for key in SigningKey.objects.all()}
    if signatures.is_whole_and_signed_by(pins):
        return Verdict.NOT_ISSUED
    # Others may sign with a lost key: what it has signed without proof of an earlier moment is not ours.
    kept = [fingerprint for fingerprint, pin in pins.items() if pin.lost_at is None]
    return Verdict.ALTERED if signatures.names_one_of(kept) else Verdict.FOREIGN


def _disclosed(certificate: Certificate, name: str) -> VerificationReport:
    """Return the report as the holder lets everyone see it, with an answer for a name that was typed."""
    report = as_disclosed(_logged_report(certificate), certificate)
    if not name or report.disclosure != Disclosure.NAME:
        return report
    return replace(report, is_name_right=is_same_name(name, certificate.snapshot["holder_name"]))


def as_disclosed(report: VerificationReport, certificate: Certificate) -> VerificationReport:
    """Take away what the holder does not show. Of an erased person there is no name to confirm."""
    disclosure, facts = Disclosure(certificate.disclosure), report.facts
    if disclosure == Disclosure.VALIDITY:
        return replace(report, disclosure=disclosure, facts=None, listed=())
    if disclosure == Disclosure.NAME and facts and facts.holder is not None:
        return replace(report, disclosure=disclosure, facts=replace(facts, holder=None))
    return report


def _logged_report(certificate: Certificate) -> VerificationReport:
    return replace(report_on(certificate), log=log_entries(certificate), listed=listed_today(certificate))


def report_on(certificate: Certificate) -> VerificationReport:
    """Return what is true today of a certificate in the world, without the log, whatever its holder shows."""
    report = _report(certificate)
    is_demo = report.facts is not None and report.facts.is_demo
    return replace(report, is_key_in_doubt=_is_key_in_doubt(certificate), is_demo=is_demo)


def _is_key_in_doubt(certificate: Certificate) -> bool:
    lost_at = certificate.signing_key and certificate.signing_key.compromised_at
    return bool(lost_at and certificate.issued_at and certificate.issued_at >= lost_at)


def _report(certificate: Certificate) -> VerificationReport:
    told = standing_of(certificate, timezone.localdate())
    report = VerificationReport(verdict=Verdict(told.standing.value), facts=_facts(certificate))
    if told.standing == Standing.REVOKED:
        return replace(report, reason=cast("RevocationReason", told.reason), revoked_on=told.since)
    if told.standing == Standing.SUPERSEDED:
        reason = cast("ReplacementReason", told.reason)
        newest = _end_of_chain(certificate).code
        return replace(report, replacement_reason=reason, superseded_on=told.since, superseded_by=newest)
    return replace(report, expired_on=told.since)


def _end_of_chain(certificate: Certificate) -> Certificate:
    """Return the certificate that stands today for one that was replaced, perhaps more than once."""
    while certificate.state == State.SUPERSEDED:
        certificate = cast("Certificate", certificate.superseded_by)
    return certificate


def _facts(certificate: Certificate) -> CertifiedFacts:
    snapshot = cast("Snapshot", certificate.snapshot)
    score = snapshot["score"]
    return CertifiedFacts(
        code=certificate.code,
        holder=snapshot["holder_name"] if certificate.holder_id else None,
        titles=snapshot["titles"],
        kind=snapshot["kind"],
        hours=Decimal(snapshot["hours"]),
        score=None if score is None else Decimal(score),
        achieved_on=date.fromisoformat(snapshot["achieved_on"]),
        issued_on=timezone.localdate(cast("datetime", certificate.issued_at)),
        expires_on=certificate.expires_on,
        issuer=snapshot["issuer"],
        co_issuers=[one["name"] for one in snapshot["co_issuers"]],
        signatories=[{"name": one["name"], "post": one["post"]} for one in snapshot["signatories"]],
        is_demo=bool(certificate.signing_key and certificate.signing_key.is_demo),
        sha256=certificate.sha256,
    )
