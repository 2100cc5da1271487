"""Data Integrity proofs with the cryptosuite eddsa-rdfc-2022 (W3C vc-data-integrity 1.0, vc-di-eddsa 1.0).

What is signed is what the JSON means (RDF), so the meaning of its words must not change: contexts are read from files
of ours, never from the network. A word that no context knows would not be signed; pyld does not tell, so the tests ask
two verifiers of others that do.
"""

import hashlib
import json
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pyld import jsonld
from pyld.jsonld import JsonLdError

from certification.errors import ProofRefused
from certification.formats.open_badges.moments import written_moment
from certification.formats.open_badges.multikey import base58, base58_bytes

SUITE: Final = "eddsa-rdfc-2022"
FOLDER: Final = Path(__file__).parent / "contexts"
FILES: Final = {
    "https://www.w3.org/ns/credentials/v2": "credentials-v2.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json": "open-badges-3.0.3.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json": "open-badges-extensions.json",
}


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
        signature = base58_bytes(proof["proofValue"])
        options = {name: value for name, value in proof.items() if name != "proofValue"}
        if (options["verificationMethod"], options["cryptosuite"]) != (method, SUITE):
            raise ProofRefused("the proof is by another key")
        public.verify(signature, _hashed(unsigned, options))
    except (KeyError, TypeError, ValueError) as error:
        raise ProofRefused("there is no proof that can be read") from error
    except InvalidSignature as error:
        raise ProofRefused("the proof does not hold") from error


def _hashed(document: dict[str, Any], proof: dict[str, Any]) -> bytes:
    """Return the 64 bytes that are signed (vc-di-eddsa, 3.2.4): the hash of the options, then that of the document."""
    options = {"@context": document["@context"], **proof}
    return b"".join(hashlib.sha256(_canonical(part).encode()).digest() for part in (options, document))


def _canonical(document: dict[str, Any]) -> str:
    """Return the statements that the JSON makes, in their one order (RDFC-1.0)."""
    return _statements(json.dumps(document, sort_keys=True))


@lru_cache(maxsize=8)
def _statements(text: str) -> str:
    """Depend on the text alone: what is read back unchanged need not be put in order again."""
    try:
        statements: str = jsonld.normalize(json.loads(text), _OPTIONS)
    except JsonLdError as error:
        raise ProofRefused(f"the document cannot be read as JSON-LD: {error.code or error}") from error
    return statements


def _loaded(address: str, _options: Any = None) -> dict[str, Any]:
    """Hand JSON-LD one of our contexts. Raises ProofRefused for every other address."""
    return {"contextUrl": None, "documentUrl": address, "document": context(address), "tag": "static"}


#: URDNA2015 is the name that RDFC-1.0 had before.
_OPTIONS: Final = {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": _loaded}


@cache
def context(address: str) -> dict[str, Any]:
    """Return a context from its file. Raises ProofRefused for an address that is not ours."""
    if address not in FILES:
        raise ProofRefused(f"the context {address[:100]} is not one of ours")
    loaded: dict[str, Any] = json.loads((FOLDER / FILES[address]).read_text())
    return loaded
