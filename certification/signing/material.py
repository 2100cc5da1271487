"""Making of keys: a root of our own and the signing certificate below it, packed as PKCS#12."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

#: RFC 9336. Alone it is not enough: poppler's pdfsig trusts a signer only with emailProtection beside it.
DOCUMENT_SIGNING: Final = ObjectIdentifier("1.3.6.1.5.5.7.3.36")
#: The unit in the names of a demo key, by which it is known for ever.
DEMO_UNIT: Final = "DEMO - not for real certificates"
ROOT_DAYS: Final = 20 * 365
SIGNER_DAYS: Final = 10 * 365


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A private key and its certificate."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate


def make_pkcs12(organisation: str, passphrase: bytes, *, demo: bool) -> bytes:
    """Make root and signing key and return the signing key with both certificates; the root's own key is forgotten."""
    root = _make_root(organisation, demo=demo)
    signer = _make_signer(organisation, root, demo=demo)
    return pkcs12.serialize_key_and_certificates(
        b"signing", signer.key, signer.certificate, [root.certificate], BestAvailableEncryption(passphrase)
    )


def is_demo(certificate: x509.Certificate) -> bool:
    """Tell a demo key by its name."""
    units = certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATIONAL_UNIT_NAME)
    return any(unit.value == DEMO_UNIT for unit in units)


def fingerprint(certificate: x509.Certificate) -> str:
    """Return the SHA-256 of the certificate, in hexadecimal."""
    return certificate.fingerprint(hashes.SHA256()).hex()


def _name(organisation: str, role: str, *, demo: bool) -> x509.Name:
    words = [f"{organisation} {role}" + (" (demo)" if demo else "")]
    unit = [x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, DEMO_UNIT)] if demo else []
    named = [x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation), *unit]
    return x509.Name([*named, x509.NameAttribute(NameOID.COMMON_NAME, words[0])])


def _draft(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, days: int
) -> x509.CertificateBuilder:
    start = datetime.now(UTC) - timedelta(minutes=5)
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number()).not_valid_before(start)
    builder = builder.not_valid_after(start + timedelta(days=days))
    return builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)


def _usage(*, signs_documents: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=signs_documents,
        content_commitment=signs_documents,
        key_cert_sign=not signs_documents,
        crl_sign=not signs_documents,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _make_root(organisation: str, *, demo: bool) -> Pair:
    key, name = ec.generate_private_key(ec.SECP256R1()), _name(organisation, "Root", demo=demo)
    draft = _draft(name, name, key, ROOT_DAYS)
    draft = draft.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    draft = draft.add_extension(_usage(signs_documents=False), critical=True)
    return Pair(key=key, certificate=draft.sign(key, hashes.SHA256()))


def _make_signer(organisation: str, root: Pair, *, demo: bool) -> Pair:
    key, name = ec.generate_private_key(ec.SECP256R1()), _name(organisation, "Certificates", demo=demo)
    purposes = x509.ExtendedKeyUsage([DOCUMENT_SIGNING, ExtendedKeyUsageOID.EMAIL_PROTECTION])
    above = x509.AuthorityKeyIdentifier.from_issuer_public_key(root.key.public_key())
    draft = _draft(name, root.certificate.subject, key, SIGNER_DAYS)
    draft = draft.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    draft = draft.add_extension(_usage(signs_documents=True), critical=True)
    draft = draft.add_extension(purposes, critical=False).add_extension(above, critical=False)
    return Pair(key=key, certificate=draft.sign(root.key, hashes.SHA256()))
