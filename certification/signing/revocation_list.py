"""The list of revoked keys (CRL, RFC 5280): what readers of PDF ask for, and what is put into each signed document."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding

from certification.signing.material import Pair


def make_list(
    authority: Pair, revoked: Iterable[tuple[int, datetime]], *, number: int, now: datetime, lasts: timedelta
) -> bytes:
    """Return the list that the authority signs, as DER. `revoked` are serial numbers, each with its date."""
    draft = x509.CertificateRevocationListBuilder().issuer_name(authority.certificate.subject)
    draft = draft.last_update(now).next_update(now + lasts)
    above = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key())
    draft = draft.add_extension(above, critical=False).add_extension(x509.CRLNumber(number), critical=False)
    for serial, moment in revoked:
        draft = draft.add_revoked_certificate(_entry(serial, moment))
    return draft.sign(authority.key, hashes.SHA256()).public_bytes(Encoding.DER)


def _entry(serial: int, moment: datetime) -> x509.RevokedCertificate:
    entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(moment)
    return entry.add_extension(x509.CRLReason(x509.ReasonFlags.key_compromise), critical=False).build()
