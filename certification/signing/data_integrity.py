"""Data Integrity proofs with the cryptosuite eddsa-rdfc-2022 (W3C vc-data-integrity 1.0, vc-di-eddsa 1.0).

A word that no context knows would not be signed; pyld does not tell, so the tests ask two verifiers of others that do.
"""

from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from certification.errors import ProofRefused
from certification.formats.open_badges.moments import written_moment
from certification.formats.open_badges.multikey import base58, base58_bytes
from certification.signing.statements import SUITE, NothingStated, signed_bytes


def with_proof(document: dict[str, Any], key: Ed25519PrivateKey, *, method: str, created: datetime) -> dict[str, Any]:
    """Return the document with its proof. `method` is the address of the key; the same input gives the same proof.

    Raises ProofRefused for a context that is not ours.
    """
    proof = {
        "type": "DataIntegrityProof",
        "created": written_moment(created),
        "verificationMethod": method,
        "cryptosuite": SUITE,
        "proofPurpose": "assertionMethod",
    }
    signature = key.sign(_hashed(document, proof))
    # An array, because the schema of Open Badges asks for one.
    return document | {"proof": [proof | {"proofValue": base58(signature)}]}


def refuse_bad_proof(document: dict[str, Any], public: Ed25519PublicKey, *, method: str) -> None:
    """Raise ProofRefused unless the document has one proof, by this key, and it holds."""
    unsigned = {name: value for name, value in document.items() if name != "proof"}
    try:
        (proof,) = document["proof"]
        options = {name: value for name, value in proof.items() if name != "proofValue"}
        if (options["verificationMethod"], options["cryptosuite"]) != (method, SUITE):
            raise ProofRefused("the proof is by another key")
        holds = is_signature(proof["proofValue"], _hashed(unsigned, options), public)
    except (KeyError, TypeError, ValueError) as error:
        raise ProofRefused("there is no proof that can be read") from error
    if not holds:
        raise ProofRefused("the proof does not hold")


def is_signature(written: str, signed: bytes, public: Ed25519PublicKey) -> bool:
    """Tell whether this signature over these bytes is by the key. Raises ValueError for what is no base58."""
    try:
        public.verify(base58_bytes(written), signed)
    except InvalidSignature:
        return False
    return True


def _hashed(document: dict[str, Any], proof: dict[str, Any]) -> bytes:
    try:
        return signed_bytes(document, proof)
    except NothingStated as error:
        raise ProofRefused(str(error)) from error
