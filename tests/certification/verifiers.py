"""Verifiers of credentials that nobody here wrote, and all that they may load: what we publish, and nothing else."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from certification.models import Certificate, StatusList
from certification.services.credential_keys import published_did
from certification.services.status_lists import status_list_address
from certification.signing.statements import FILES, FOLDER

FOLDER_OF_NODE = Path(__file__).parents[1] / "verifiers"
MULTIKEY = "https://w3id.org/security/multikey/v1"

needs_node = pytest.mark.skipif(
    shutil.which("node") is None or not (FOLDER_OF_NODE / "node_modules").is_dir(),
    reason="Node.js, or what npm installs in tests/verifiers (make test does), is missing",
)


def taken_out(certificate: Certificate, folder: Path) -> dict[str, Any]:
    """The credential as poppler's pdfdetach takes it out of the issued file."""
    with certificate.document.open() as file:
        (folder / "issued.pdf").write_bytes(file.read())
    subprocess.run(["pdfdetach", "-saveall", "issued.pdf"], cwd=folder, check=True)
    return json.loads((folder / "credential.json").read_text())


def published() -> dict[str, Any]:
    """Everything that a verifier may load, by its address."""
    did = published_did() or {}
    contexts = {address: json.loads((FOLDER / file).read_text()) for address, file in FILES.items()}
    methods = {method["id"]: {"@context": MULTIKEY, **method} for method in did["verificationMethod"]}
    lists = {status_list_address(one.number): json.loads(one.document) for one in StatusList.objects.all()}
    return contexts | methods | lists | {did["id"]: did}


def asked_of_node(*credentials: dict[str, Any], documents: dict[str, Any] | None = None) -> list[dict[str, Any]]:
    """What @digitalbazaar/vc says of each credential."""
    asked = json.dumps({"credentials": credentials, "documents": documents or published()})
    done = subprocess.run(
        ["node", "verify.mjs"], cwd=FOLDER_OF_NODE, input=asked, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def downloads() -> Callable[[str], bytes]:
    """What openbadgeslib downloads with; did:web is always asked for by https."""
    documents = published()
    at = f"https://{settings.SITE_URL.partition('://')[2]}/.well-known/did.json"
    known = documents | {at: published_did()}

    def download(url: str) -> bytes:
        return json.dumps(known[url]).encode()

    return download
