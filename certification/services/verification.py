"""The answer to “is this certificate genuine, and does it hold?”, by its code; by files: `file_verification`."""

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Final, cast

from django.utils import timezone

from certification.codes import SPECIMEN, normalise
from certification.data import Snapshot
from certification.enums import Disclosure, Medium, ReplacementReason, RevocationReason, Standing, State, Verdict
from certification.errors import MalformedCode
from certification.models import Certificate, Verification
from certification.selectors.answers import Entered, answer_of, certificate_in_the_world, entered
from certification.services.disclosure import is_same_name
from certification.services.floods import (
    Flood,
    files_from_network,
    from_all,
    from_network,
    names_for_code,
    names_from_network,
    receipts_from_all,
    receipts_from_network,
    refuse_floods,
)
from certification.services.known_receipts import KnownReceipt
from certification.services.log_proofs import LogEntry, log_entries
from certification.services.standing import standing_of
from certification.services.transcripts import ListedCertificate, listed_today
from certification.services.verification_records import record_answer, record_question

#: Questions in one window: of one network, of one network with files (each costs a process), and of all together.
NETWORK_LIMIT: Final = 150
NETWORK_FILE_LIMIT: Final = 40
OVERALL_LIMIT: Final = 6000
#: Receipts asked for in one window: of one network, and of all together. Each is drawn and signed.
NETWORK_RECEIPT_LIMIT: Final = 20
OVERALL_RECEIPT_LIMIT: Final = 600
#: Names that are tried in one window: from one network, and for one certificate.
NETWORK_NAME_LIMIT: Final = 10
CERTIFICATE_NAME_LIMIT: Final = 30


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
    typed, where the holder lets it be confirmed. `receipt` is what the file is, or what it was made of.
    """

    verdict: Verdict
    medium: Medium = Medium.CODE
    is_readable: bool = True
    is_key_in_doubt: bool = False
    is_demo: bool = False
    facts: CertifiedFacts | None = None
    disclosure: Disclosure = Disclosure.ALL
    is_name_right: bool | None = None
    valid_until: date | None = None
    expired_on: date | None = None
    revoked_on: date | None = None
    reason: RevocationReason | None = None
    superseded_on: date | None = None
    superseded_by: str = ""
    replacement_reason: ReplacementReason | None = None
    log: tuple[LogEntry, ...] = ()
    listed: tuple[ListedCertificate, ...] = ()
    receipt: KnownReceipt | None = None


#: The certificate that was meant, if it is known, and what is told of it.
Judged = tuple[Certificate | None, VerificationReport]


def verify_code(*, text: str, address: str, name: str = "") -> VerificationReport:
    """Answer for a code, or for what stands on specimens in its place, as far as the holder lets everyone see.

    What no code can be costs no query and leaves no record. A certificate that is not in the world yet, or whose
    production failed, reads as one that never was. A `name` that was typed is confirmed or not, and never told. Raises
    TooManyQuestions.
    """
    if report := report_without_query(text):
        return report
    network, code = network_of(address), normalise(text)
    question = Verification(by_name=bool(name), network=network)
    rows = record_answer(question, [*_floods(network), *(_guesses(network, code) if name else ())], code)
    certificate, entries = answer_of(rows)
    return _answer(certificate, _judged(certificate), entries, name)


def report_without_query(text: str) -> VerificationReport | None:
    """Return the answer to what no code can be, and None for what may be one."""
    if text.strip().upper() == SPECIMEN:
        return VerificationReport(verdict=Verdict.SPECIMEN)
    try:
        normalise(text)
    except MalformedCode:
        return VerificationReport(verdict=Verdict.MALFORMED)
    return None


def judged_code(text: str) -> Judged:
    """Answer for what may be a code, as far as the holder lets everyone see, without counting and recording."""
    certificate, entries = certificate_in_the_world(normalise(text))
    return certificate, _answer(certificate, _judged(certificate), entries)


def _judged(certificate: Certificate | None) -> VerificationReport:
    return report_on(certificate) if certificate else VerificationReport(verdict=Verdict.UNKNOWN)


def network_of(address: str) -> str:
    """Return the network of an address, /24 or /48: enough to count, too little to point at a person.

    A socket that takes both kinds writes IPv4 as IPv6; taken literally, all IPv4 would be one network with one limit.
    """
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return ""
    known = getattr(known, "ipv4_mapped", None) or known
    kind = type(known)
    prefix = 24 if kind is ipaddress.IPv4Address else 48
    apart = known.max_prefixlen - prefix
    return f"{kind(int(known) >> apart << apart)}/{prefix}"


def recorded_file(network: str) -> Verification:
    """Record a file before it is read, so that those which are being read count. Raises TooManyQuestions.

    What is recorded is what holds if the reading ends with the process.
    """
    question = Verification(verdict=Verdict.UNREADABLE, by_file=True, network=network)
    record_question(question, [*_floods(network), files_from_network(NETWORK_FILE_LIMIT, network)])
    return question


def refuse_receipts(network: str) -> None:
    """Look before a receipt is made: each is drawn and signed. Raises TooManyQuestions."""
    mine = [receipts_from_all(OVERALL_RECEIPT_LIMIT), receipts_from_network(NETWORK_RECEIPT_LIMIT, network)]
    refuse_floods([*_floods(network), *mine])


def _floods(network: str) -> list[Flood]:
    return [from_all(OVERALL_LIMIT), from_network(NETWORK_LIMIT, network)]


def _guesses(network: str, code: str) -> list[Flood]:
    """Let nobody find a name by trying, from one network or for one certificate from many."""
    return [names_from_network(NETWORK_NAME_LIMIT, network), names_for_code(CERTIFICATE_NAME_LIMIT, code)]


def _answer(
    certificate: Certificate | None, report: VerificationReport, entries: Sequence[Entered], name: str = ""
) -> VerificationReport:
    """Return the report as the holder lets everyone see it, with an answer for a name that was typed."""
    if certificate is None:
        return report
    report = as_disclosed(_logged(report, certificate, entries), certificate)
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


def altered_report(certificate: Certificate, medium: Medium, *, is_readable: bool = True) -> VerificationReport:
    """Return what is told of a file that was changed: no more than by the code, which anybody can write into one."""
    report = VerificationReport(verdict=Verdict.ALTERED, medium=medium, is_readable=is_readable)
    return as_disclosed(replace(report, facts=certified_facts(certificate)), certificate)


def logged_report(certificate: Certificate) -> VerificationReport:
    """Return what is true today of a certificate in the world, with the log, whatever its holder shows."""
    return _logged(report_on(certificate), certificate, entered(certificate.code))


def _logged(report: VerificationReport, certificate: Certificate, entries: Sequence[Entered]) -> VerificationReport:
    return replace(report, log=log_entries(certificate, entries), listed=listed_today(certificate))


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
    report = VerificationReport(verdict=Verdict(told.standing.value), facts=certified_facts(certificate))
    if told.standing == Standing.REVOKED:
        return replace(report, reason=cast("RevocationReason", told.reason), revoked_on=told.since)
    if told.standing == Standing.SUPERSEDED:
        reason = cast("ReplacementReason", told.reason)
        newest = _end_of_chain(certificate).code
        return replace(report, replacement_reason=reason, superseded_on=told.since, superseded_by=newest)
    if told.standing == Standing.VALID:
        return replace(report, valid_until=certificate.expires_on)
    return replace(report, expired_on=told.since)


def _end_of_chain(certificate: Certificate) -> Certificate:
    """Return the certificate that stands today for one that was replaced, perhaps more than once."""
    while certificate.state == State.SUPERSEDED:
        certificate = cast("Certificate", certificate.superseded_by)
    return certificate


def certified_facts(certificate: Certificate) -> CertifiedFacts:
    """Return what was certified, as it was frozen."""
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
