"""A key that is held, ready to sign: loaded and validated once a process."""

from collections.abc import Callable, Sequence

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.sign import Signer
from pyhanko_certvalidator.registry import SimpleCertificateStore

from certification.signing.material import Pair, PrivateKey

#: Takes what is to be signed and returns the signature: with SHA-256, ECDSA as DER or RSA as PKCS#1 1.5.
Sign = Callable[[bytes], bytes]


def asn1_certificate(certificate: x509.Certificate) -> asn1_x509.Certificate:
    """Return the certificate in the shape that pyHanko takes."""
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))


class HeldKeySigner(Signer):
    """Holds the loaded key. pyHanko's own SimpleSigner parses and validates the key at each signature."""

    def __init__(self, chain: Sequence[x509.Certificate], sign: Sign) -> None:
        """Take the certificates, the key's own first and the root last, and the way to sign."""
        self._sign = sign
        own, *above = [asn1_certificate(certificate) for certificate in chain]
        # The root is not embedded: nobody trusts it for standing there, and its bytes would be covered by nothing.
        super().__init__(cert_registry=SimpleCertificateStore.from_certs(above), signing_cert=own, embed_roots=False)

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:  # noqa: ARG002, FBT001, FBT002 - pyHanko's signature
        """Sign with SHA-256, the only digest that we ask for."""
        return self._sign(data)


def signer_of(pair: Pair) -> HeldKeySigner:
    """Return what signs with a key of this process's memory."""
    return HeldKeySigner(pair.chain, lambda data: _signed(pair.key, data))


def _signed(key: PrivateKey, data: bytes) -> bytes:
    if isinstance(key, ec.EllipticCurvePrivateKey):
        return key.sign(data, ec.ECDSA(hashes.SHA256()))
    return key.sign(data, padding.PKCS1v15(), hashes.SHA256())
