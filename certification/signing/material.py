"""The making of keys: a root of our own, the issuing one below it, and what signs certificates and time-stamps."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
PublicKey = ec.EllipticCurvePublicKey | rsa.RSAPublicKey
#: Each with whether a reader that does not know it must refuse the certificate.
Extensions = Sequence[tuple[x509.ExtensionType, bool]]

#: RFC 9336. Alone it is not enough: poppler's pdfsig trusts a signer only with emailProtection beside it.
DOCUMENT_SIGNING: Final = ObjectIdentifier("1.3.6.1.5.5.7.3.36")
#: The unit in the names of a demo key, by which it is known for ever.
DEMO_UNIT: Final = "DEMO - not for real certificates"
#: Where the list of an authority is served (certification/urls.py), by the identifier of its key.
LIST: Final = "/crl/{}.crl"
KEY_TYPES: Final = ("p256", "rsa3072")
ROOT_DAYS: Final = 30 * 365
ISSUING_DAYS: Final = 15 * 365
TIMESTAMP_DAYS: Final = 14 * 365
#: A signing key is changed each year; its certificate lasts longer, so that two overlap and a late change harms nobody.
SIGNER_DAYS: Final = 3 * 365


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A private key, its certificate, and the certificates above it, the root last; nothing is above a root."""

    key: PrivateKey
    certificate: x509.Certificate
    above: tuple[x509.Certificate, ...] = ()

    @property
    def chain(self) -> tuple[x509.Certificate, ...]:
        """The certificates from its own up to the root."""
        return (self.certificate, *self.above)


@dataclass(frozen=True, kw_only=True)
class Maker:
    """What all keys of one office have in common. `site` is the address that serves the lists of revoked keys."""

    organisation: str
    key_type: str
    site: str
    is_demo: bool

    def root(self) -> Pair:
        """Make a root, which signs itself."""
        return self._made("Root", ROOT_DAYS, None, _authority(path_length=1))

    def issuing(self, root: Pair) -> Pair:
        """Make the key between: it signs the signing keys, year after year, and the list of revoked ones."""
        return self._made("Issuing", ISSUING_DAYS, root, _authority(path_length=0))

    def signer(self, issuing: Pair) -> Pair:
        """Make the key that signs certificates."""
        key = _new_key(self.key_type)
        own, *above = self.signer_chain(key.public_key(), issuing)
        return Pair(key=key, certificate=own, above=tuple(above))

    def signer_chain(self, key: PublicKey, issuing: Pair) -> tuple[x509.Certificate, ...]:
        """Certify a key that signs certificates, of which no more than the public half is known here."""
        purposes = x509.ExtendedKeyUsage([DOCUMENT_SIGNING, ExtendedKeyUsageOID.EMAIL_PROTECTION])
        draft = self._draft("Certificates", SIGNER_DAYS, key, issuing, [*_end(), (purposes, False)])
        return (draft.sign(issuing.key, hashes.SHA256()), *issuing.chain)

    def timestamp(self, issuing: Pair) -> Pair:
        """Make the key of the own time-stamp authority. RFC 3161, 2.3: one purpose, and critical."""
        purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        return self._made("Time-stamps", TIMESTAMP_DAYS, issuing, [*_end(), (purpose, True)])

    def _made(self, role: str, days: int, above: Pair | None, extensions: Extensions) -> Pair:
        key = _new_key(self.key_type)
        draft = self._draft(role, days, key.public_key(), above, extensions)
        certificate = draft.sign(above.key if above else key, hashes.SHA256())
        return Pair(key=key, certificate=certificate, above=above.chain if above else ())

    def _draft(
        self, role: str, days: int, key: PublicKey, above: Pair | None, extensions: Extensions
    ) -> x509.CertificateBuilder:
        name, start = self._name(role), datetime.now(UTC) - timedelta(minutes=5)
        draft = x509.CertificateBuilder().subject_name(name).public_key(key)
        draft = draft.serial_number(x509.random_serial_number()).not_valid_before(start)
        draft = draft.not_valid_after(start + timedelta(days=days))
        draft = draft.issuer_name(above.certificate.subject if above else name)
        draft = draft.add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        for extension, critical in (*extensions, *self._below(above)):
            draft = draft.add_extension(extension, critical=critical)
        return draft

    def _below(self, above: Pair | None) -> Iterator[tuple[x509.ExtensionType, bool]]:
        if above:
            address = self.site + LIST.format(key_identifier(above.certificate))
            place = x509.DistributionPoint([x509.UniformResourceIdentifier(address)], None, None, None)
            yield x509.AuthorityKeyIdentifier.from_issuer_public_key(above.key.public_key()), False
            yield x509.CRLDistributionPoints([place]), False

    def _name(self, role: str) -> x509.Name:
        words = f"{self.organisation} {role}" + (" (demo)" if self.is_demo else "")
        unit = [x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, DEMO_UNIT)] if self.is_demo else []
        named = [x509.NameAttribute(NameOID.ORGANIZATION_NAME, self.organisation), *unit]
        return x509.Name([*named, x509.NameAttribute(NameOID.COMMON_NAME, words)])


def packed(pair: Pair, passphrase: bytes) -> bytes:
    """Return the pair as PKCS#12."""
    return pkcs12.serialize_key_and_certificates(
        b"key", pair.key, pair.certificate, pair.above, BestAvailableEncryption(passphrase)
    )


def load_pair(file: Path, passphrase_file: Path) -> Pair:
    """Load a PKCS#12 file, once a process and version of the file. Raises OSError or ValueError."""
    return _load(file, passphrase_file, file.stat().st_mtime_ns)


@lru_cache(maxsize=8)
def _load(file: Path, passphrase_file: Path, _version: int) -> Pair:
    key, own, others = pkcs12.load_key_and_certificates(file.read_bytes(), passphrase_file.read_bytes().strip())
    if own is None or not isinstance(key, PrivateKey):
        raise ValueError("The PKCS#12 file holds no EC or RSA key with its certificate.")
    return Pair(key=key, certificate=own, above=tuple(_upwards(own, {one.subject: one for one in others})))


def _upwards(own: x509.Certificate, known: dict[x509.Name, x509.Certificate]) -> Iterator[x509.Certificate]:
    """Yield the certificates above, each the issuer of the one before; a file may hold them in any order."""
    above = known.pop(own.issuer, None)
    if above:
        yield above
        yield from _upwards(above, known)


def is_demo(certificate: x509.Certificate) -> bool:
    """Tell a demo key by its name."""
    units = certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATIONAL_UNIT_NAME)
    return any(unit.value == DEMO_UNIT for unit in units)


def fingerprint(certificate: x509.Certificate) -> str:
    """Return the SHA-256 of the certificate, in hexadecimal."""
    return certificate.fingerprint(hashes.SHA256()).hex()


def key_identifier(certificate: x509.Certificate) -> str:
    """Return the identifier of the certificate's key, in hexadecimal: the name of the list of what it has revoked."""
    return certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value.digest.hex()


def _new_key(key_type: str) -> PrivateKey:
    if key_type == "rsa3072":
        return rsa.generate_private_key(public_exponent=65537, key_size=3072)
    return ec.generate_private_key(ec.SECP256R1())


def _authority(*, path_length: int) -> list[tuple[x509.ExtensionType, bool]]:
    return [(x509.BasicConstraints(ca=True, path_length=path_length), True), (_usage(signs_documents=False), True)]


def _end() -> list[tuple[x509.ExtensionType, bool]]:
    return [(x509.BasicConstraints(ca=False, path_length=None), True), (_usage(signs_documents=True), True)]


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
