"""Who issues, as an address: did:web, and the document with the keys that speak for the office."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote, urlsplit


def did_web(site: str) -> str:
    """Return the identifier whose document the site serves (did:web, 2.5): a port is written with %3A."""
    return f"did:web:{quote(urlsplit(site).netloc, safe='')}"


def verification_method(did: str, multikey: str) -> str:
    """Return the address of one key in the document."""
    return f"{did}#{multikey}"


def did_document(did: str, multikeys: Iterable[str], *, also_known_as: str) -> dict[str, Any]:
    """Return the document: these keys, and no other, speak for the office (W3C DID 1.0, 5.2, 5.3.2)."""
    methods = [
        {
            "id": verification_method(did, multikey),
            "type": "Multikey",
            "controller": did,
            "publicKeyMultibase": multikey,
        }
        for multikey in multikeys
    ]
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": did,
        "alsoKnownAs": [also_known_as],
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }
