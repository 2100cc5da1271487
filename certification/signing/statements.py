"""What a credential states, in the one order in which it is signed (RDFC-1.0), and what a stranger's says of itself.

What is signed is what the JSON means (RDF), so the meaning of its words must not change: contexts are read from files
of ours, never from the network. Runs in this process for our own credentials. As a program (`academy.confined`)
it reads one line of JSON, our public keys, then a stranger's credential from standard input, and writes JSON; it
imports nothing of ours.
"""

import hashlib
import json
import math
import sys
from collections.abc import Collection
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final, NoReturn

SUITE: Final = "eddsa-rdfc-2022"
TYPE: Final = "VerifiableCredential"
FOLDER: Final = Path(__file__).parent / "contexts"
FILES: Final = {
    "https://www.w3.org/ns/credentials/v2": "credentials-v2.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json": "open-badges-3.0.3.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json": "open-badges-extensions.json",
}


class NothingStated(ValueError):  # noqa: N818 - errors are named for the state (conventions, 17)
    """The JSON cannot be read as JSON-LD, or names a context that is not ours."""


def signed_bytes(document: dict[str, Any], proof: dict[str, Any]) -> bytes:
    """Return the 64 bytes that are signed (vc-di-eddsa, 3.2.4): the hash of the options, then that of the document.

    Neither may hold the proof itself, nor the proof its value. Raises NothingStated, and KeyError without contexts.
    """
    options = {"@context": document["@context"], **proof}
    return b"".join(hashlib.sha256(_canonical(part).encode()).digest() for part in (options, document))


def signed_part(said: dict[str, Any]) -> bytes:
    """Return what the one proof of a credential is over, nothing where that cannot be told."""
    proof = _only_proof(said)
    document = {name: value for name, value in said.items() if name != "proof"}
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    try:
        return signed_bytes(document, options)
    except (NothingStated, KeyError):
        return b""


def content_hash(credential: dict[str, Any]) -> str:
    """Return a hash of every word of it, signed or not; spaces and the order of names do not matter."""
    return hashlib.sha256(json.dumps(credential, sort_keys=True).encode()).hexdigest()


def read_credential(text: bytes, keys: Collection[str]) -> dict[str, object]:
    """Return what a credential says of itself: its id, its content as a hash, and what its one proof is over.

    `key` is the key that the proof names, if it is one of these; then `signed` is what it is over in hexadecimal,
    empty where that cannot be told. Raises ValueError for what is no credential, and whatever JSON makes pyld raise.
    """
    said = read_json(text)
    if not isinstance(said, dict) or TYPE not in said.get("type", ()):
        raise ValueError("no credential")
    proof = _only_proof(said)
    key = str(proof.get("verificationMethod")).rpartition("#")[2] if proof.get("cryptosuite") == SUITE else ""
    return {
        "id": str(said.get("id"))[:100],
        "content": content_hash(said),
        "key": key if key in keys else "",
        "signature": str(proof.get("proofValue"))[:200],
        "signed": signed_part(said).hex() if key in keys else "",
    }


def read_json(text: bytes) -> Any:
    """Read what two readers cannot read in two ways: no name twice, no NaN. Raises ValueError."""
    return json.loads(
        text.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_refuse, parse_float=_finite_number
    )


def _only_proof(said: dict[str, Any]) -> dict[str, Any]:
    proofs = said.get("proof")
    if isinstance(proofs, list) and len(proofs) == 1:
        (proofs,) = proofs
    return proofs if isinstance(proofs, dict) else {}


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    named = dict(pairs)
    if len(named) != len(pairs):
        raise ValueError("a name stands twice")
    return named


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")


def _finite_number(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError("a number is too large")
    return number


def _canonical(document: dict[str, Any]) -> str:
    """Return the statements that the JSON makes, in their one order."""
    return _statements(json.dumps(document, sort_keys=True))


@lru_cache(maxsize=8)
def _statements(text: str) -> str:
    """Depend on the text alone: what is read back unchanged need not be put in order again."""
    # Only whoever signs or checks a credential needs it, and the web server's processes do not.
    from pyld import jsonld  # noqa: PLC0415

    try:
        statements: str = jsonld.normalize(json.loads(text), _OPTIONS)
    except jsonld.JsonLdError as error:
        raise NothingStated(f"the document cannot be read as JSON-LD: {error.code or error}") from error
    return statements


def _loaded(address: str, _options: Any = None) -> dict[str, Any]:
    """Hand JSON-LD one of our contexts. Raises NothingStated for every other address."""
    return {"contextUrl": None, "documentUrl": address, "document": context(address), "tag": "static"}


#: URDNA2015 is the name that RDFC-1.0 had before.
_OPTIONS: Final = {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": _loaded}


@cache
def context(address: str) -> dict[str, Any]:
    """Return a context from its file. Raises NothingStated for an address that is not ours."""
    if address not in FILES:
        raise NothingStated(f"the context {address[:100]} is not one of ours")
    loaded: dict[str, Any] = json.loads((FOLDER / FILES[address]).read_text())
    return loaded


if __name__ == "__main__":
    known = json.loads(sys.stdin.buffer.readline())
    json.dump(read_credential(sys.stdin.buffer.read(), known), sys.stdout)
