"""A signing key in a token (PKCS#11), which its private half never leaves; its certificates lie in a file."""

from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, cast

import pkcs11
from asn1crypto.algos import DSASignature
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import load_der_public_key
from pkcs11 import Attribute, KeyType, Mechanism, ObjectClass
from pkcs11.util.ec import encode_ec_public_key, encode_named_curve_parameters
from pkcs11.util.rsa import encode_rsa_public_key

from certification.errors import SigningKeyMissing
from certification.signing.held import HeldKeySigner
from certification.signing.material import PublicKey
from certification.signing.signer import LoadedKey
from certification.signing.tokens import Token, asked

#: RFC 8017, 9.2, note 1: what stands before a SHA-256 in a signature of PKCS#1 1.5.
_SHA256_INFO: Final = bytes.fromhex("3031300d060960864801650304020105000420")
_PROBE: Final = b"Does this key fit its certificate?"
_NEVER_LEAVES: Final = {Attribute.SENSITIVE: True, Attribute.EXTRACTABLE: False}


class TokenKey:
    """The private half of one certificate, in a token."""

    def __init__(self, token: Token, certificate: x509.Certificate) -> None:
        """Take the token; it is asked when the key is."""
        self._token, self._certificate = token, certificate
        self._of: Any = None
        self._half: Any = None

    def sign(self, data: bytes) -> bytes:
        """Sign with SHA-256. Raises SigningKeyMissing when the token does not answer, or has no such key."""
        return asked(self._token, lambda session: _signed(self._found(session), data))

    def look(self) -> None:
        """Raise SigningKeyMissing unless the key is there."""
        asked(self._token, self._found)

    def destroy(self) -> None:
        """Take the key out of the token for ever."""
        asked(self._token, lambda session: self._found(session).destroy(), writes=True)

    def _found(self, session: Any) -> Any:
        """Return the key that fits the certificate, which one signature of each candidate tells."""
        if self._of is not session:
            fits = (half for half in _halves(session, self._token) if _fits(half, self._certificate.public_key()))
            self._half, self._of = next(fits, None), session
        if self._half is None:
            self._of = None
            raise pkcs11.NoSuchKey
        return self._half


def _halves(session: Any, token: Token) -> Iterator[Any]:
    wanted = {Attribute.CLASS: ObjectClass.PRIVATE_KEY, Attribute.LABEL: token.key_label}
    yield from list(session.get_objects(wanted))


def _fits(half: Any, key: object) -> bool:
    kinds = {KeyType.EC: ec.EllipticCurvePublicKey, KeyType.RSA: rsa.RSAPublicKey}
    if half.key_type not in kinds or not isinstance(key, kinds[half.key_type]):
        return False
    try:
        _verify(key, _signed(half, _PROBE))
    except InvalidSignature:
        return False
    return True


def _verify(key: object, signature: bytes) -> None:
    if isinstance(key, ec.EllipticCurvePublicKey):
        key.verify(signature, _PROBE, ec.ECDSA(hashes.SHA256()))
    elif isinstance(key, rsa.RSAPublicKey):
        key.verify(signature, _PROBE, padding.PKCS1v15(), hashes.SHA256())


def _signed(half: Any, data: bytes) -> bytes:
    """Hash here and sign there: not every token hashes."""
    digest = sha256(data).digest()
    if half.key_type == KeyType.RSA:
        return bytes(half.sign(_SHA256_INFO + digest, mechanism=Mechanism.RSA_PKCS))
    return bytes(DSASignature.from_p1363(half.sign(digest, mechanism=Mechanism.ECDSA)).dump())


def load_token_key(token: Token, chain_file: Path) -> LoadedKey:
    """Return the key that signs, with the certificates in the file (PEM), its own first. Raises SigningKeyMissing."""
    try:
        loaded, key = _held(token, chain_file, chain_file.stat().st_mtime_ns)
    except (OSError, ValueError) as error:
        raise SigningKeyMissing("the file of its certificates is absent or cannot be read") from error
    key.look()
    return loaded


@lru_cache(maxsize=4)
def _held(token: Token, chain_file: Path, _version: int) -> tuple[LoadedKey, TokenKey]:
    chain = tuple(x509.load_pem_x509_certificates(chain_file.read_bytes()))
    key = TokenKey(token, chain[0])
    return LoadedKey(signer=HeldKeySigner(chain, key.sign), chain=chain), key


def make_token_key(token: Token, key_type: str) -> PublicKey:
    """Make a key inside the token and return its public half. Raises SigningKeyMissing."""
    make = _make_rsa if key_type == "rsa3072" else _make_p256
    return cast(
        "PublicKey", load_der_public_key(asked(token, lambda session: make(session, token.key_label), writes=True))
    )


def _make_p256(session: Any, label: str) -> bytes:
    curve = {Attribute.EC_PARAMS: encode_named_curve_parameters("secp256r1")}
    domain = session.create_domain_parameters(KeyType.EC, curve, local=True)
    public, _private = domain.generate_keypair(store=True, label=label, private_template=_NEVER_LEAVES)
    return encode_ec_public_key(public)


def _make_rsa(session: Any, label: str) -> bytes:
    public, _private = session.generate_keypair(
        KeyType.RSA, 3072, store=True, label=label, private_template=_NEVER_LEAVES
    )
    return encode_rsa_public_key(public)
