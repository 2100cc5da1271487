"""A key that is held, ready to sign: loaded and validated once a process."""

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.sign import Signer
from pyhanko_certvalidator.registry import SimpleCertificateStore

from certification.signing.material import Pair


def asn1_certificate(certificate: x509.Certificate) -> asn1_x509.Certificate:
    """Return the certificate in the shape that pyHanko takes."""
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))


class HeldKeySigner(Signer):
    """Holds the loaded key. pyHanko's own SimpleSigner parses and validates the key at each signature."""

    def __init__(self, pair: Pair) -> None:
        """Take the key with its certificates."""
        self._key = pair.key
        own, *above = [asn1_certificate(certificate) for certificate in pair.chain]
        # The root is not embedded: nobody trusts it for standing there, and its bytes would be covered by nothing.
        super().__init__(cert_registry=SimpleCertificateStore.from_certs(above), signing_cert=own, embed_roots=False)

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:  # noqa: ARG002, FBT001, FBT002 - pyHanko's signature
        """Sign with SHA-256, the only digest that we ask for."""
        if isinstance(self._key, ec.EllipticCurvePrivateKey):
            return self._key.sign(data, ec.ECDSA(hashes.SHA256()))
        return self._key.sign(data, padding.PKCS1v15(), hashes.SHA256())
