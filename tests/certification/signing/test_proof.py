"""What programs that nobody here wrote say of an issued certificate."""

import re
import subprocess
from dataclasses import dataclass
from io import BytesIO
from itertools import product
from pathlib import Path

import pikepdf
import pytest
from asn1crypto import cms
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pytest_django.fixtures import Settings

from certification.codes import grouped
from certification.models import Certificate
from certification.services.keys import active_key
from certification.signing.material import KEY_TYPES
from tests.factories.certification import make_issued

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Proof:
    """An issued certificate, taken apart into files that the programs read."""

    certificate: Certificate
    document: bytes
    folder: Path

    def run(self, *command: str) -> str:
        """Run a program among the files and return all that it prints."""
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=False)
        return done.stdout + done.stderr


def signed_parts(document: bytes) -> tuple[bytes, bytes]:
    """The signature, and the bytes that it signs, by the byte range in the file: no library of ours reads them."""
    (numbers,) = re.findall(rb"/ByteRange \[(\d+) (\d+) (\d+) (\d+) *\]", document)
    start, length, after, rest = map(int, numbers)
    signature = bytes.fromhex(document[start + length + 1 : after - 1].decode())
    return signature, document[start : start + length] + document[after : after + rest]


def pem(*certificates: x509.Certificate) -> bytes:
    return b"".join(certificate.public_bytes(Encoding.PEM) for certificate in certificates)


#: Each kind of key, in a file and in a token.
EACH_KEY = pytest.mark.parametrize(
    "proof", list(product(KEY_TYPES, ("own_files", "token"))), indirect=True, ids="-".join
)


@pytest.fixture
def proof(request: pytest.FixtureRequest, settings: Settings, tmp_path: Path) -> Proof:
    if param := getattr(request, "param", None):
        settings.SIGNING_KEY_TYPE, place = param
        request.getfixturevalue(place)
    certificate = make_issued()
    with certificate.document.open() as file:
        document = file.read()
    signature, content = signed_parts(document)
    info = cms.ContentInfo.load(signature)["content"]["signer_infos"][0]
    _own, issuing, root = active_key()[1].chain
    (stamp,) = [
        one["values"][0] for one in info["unsigned_attrs"] if one["type"].native == "signature_time_stamp_token"
    ]
    files = {
        "document.pdf": document,
        "signature.der": cms.ContentInfo.load(signature).dump(),
        "content": content,
        "value": info["signature"].native,
        "stamp.der": stamp.dump(),
        "root.pem": pem(root),
        "issuing.pem": pem(issuing),
    }
    for name, held in files.items():
        (tmp_path / name).write_bytes(held)
    return Proof(certificate, document, tmp_path)


@EACH_KEY
def test_pdfsig_says_valid_trusted_and_whole(proof: Proof) -> None:
    database = f"sql:{proof.folder}"
    proof.run("certutil", "-N", "-d", database, "--empty-password")
    proof.run("certutil", "-A", "-d", database, "-n", "root", "-t", "CT,C,C", "-i", "root.pem")
    lines = {line.strip(" -") for line in proof.run("pdfsig", "-nssdir", database, "document.pdf").splitlines()}
    wanted = {
        "Signature Validation: Signature is Valid.",
        "Certificate Validation: Certificate is Trusted.",
        "Total document signed",
        "Signature Type: ETSI.CAdES.detached",
    }
    assert wanted - lines == set()


@EACH_KEY
def test_openssl_verifies_the_signature_as_cades(proof: Proof) -> None:
    command = ["openssl", "cms", "-verify", "-cades", "-inform", "DER", "-in", "signature.der", "-binary"]
    said = proof.run(*command, "-content", "content", "-CAfile", "root.pem", "-out", "read")
    assert "CAdES Verification successful" in said
    assert (proof.folder / "read").read_bytes() == (proof.folder / "content").read_bytes()


@EACH_KEY
def test_openssl_verifies_the_time_stamp_of_the_signature(proof: Proof) -> None:
    command = ["openssl", "ts", "-verify", "-token_in", "-in", "stamp.der", "-data", "value"]
    assert "Verification: OK" in proof.run(*command, "-CAfile", "root.pem", "-untrusted", "issuing.pem")


def test_openssl_refuses_the_time_stamp_for_anything_else(proof: Proof) -> None:
    command = ["openssl", "ts", "-verify", "-token_in", "-in", "stamp.der", "-data", "content"]
    assert "Verification: FAILED" in proof.run(*command, "-CAfile", "root.pem", "-untrusted", "issuing.pem")


def test_qpdf_finds_no_fault(proof: Proof) -> None:
    assert "No syntax or stream encoding errors found" in proof.run("qpdf", "--check", "document.pdf")


def test_mupdf_finds_the_document_unchanged(proof: Proof) -> None:
    assert "The document is unchanged since signing." in proof.run("mutool", "sign", "-v", "document.pdf")


def test_poppler_reads_our_fonts_and_the_words(proof: Proof) -> None:
    fonts = [line.split() for line in proof.run("pdffonts", "document.pdf").splitlines()[2:]]
    assert {row[0].split("+")[1] for row in fonts} == {
        "Academy-Serif",
        "Academy-Serif-Bold",
        "Academy-Sans",
        "Academy-Sans-Bold",
    }
    words = proof.run("pdftotext", "document.pdf", "-")
    assert proof.certificate.snapshot["holder_name"] in words
    assert grouped(proof.certificate.code) in words


def test_signed_document_keeps_what_both_standards_ask_for(proof: Proof) -> None:
    """Signing rewrites the metadata and adds a field; neither may cost the conformance."""
    with pikepdf.open(BytesIO(proof.document)) as pdf:
        with pdf.open_metadata() as packet:
            declared = [packet["pdfaid:part"], packet["pdfaid:conformance"], packet["pdfuaid:part"]]
            kept = (packet["dc:title"], packet["xmp:CreateDate"])
        extension = b"http://www.aiim.org/pdfa/ns/extension/" in pdf.Root.Metadata.read_bytes()
        fields = [note for note in pdf.pages[0].Annots if note.Subtype == "/Widget"]
        told = [(str(field.TU), [int(side) for side in field.Rect], int(field.F) & 4) for field in fields]
        assert (declared, extension) == (["3", "A", "1"], True)
        assert (kept, told) == (
            (str(pdf.docinfo.Title), "2026-09-05"),
            [("Digital signature", [0, 0, 0, 0], 4)],
        )


def test_document_carries_what_its_reader_needs_in_twenty_years(proof: Proof) -> None:
    """PAdES B-LT: the chains of signer and time-stamp and the lists of both authorities, in the one revision signed."""
    with pikepdf.open(BytesIO(proof.document)) as pdf:
        store = pdf.Root.DSS
        chain = {x509.load_der_x509_certificate(one.read_bytes()).subject for one in store.Certs}
        lists = {x509.load_der_x509_crl(one.read_bytes()).issuer for one in store.CRLs}
    own, issuing, root = active_key()[1].chain
    assert chain >= {own.subject, issuing.subject}
    assert (lists, proof.document.count(b"%%EOF")) == ({issuing.subject, root.subject}, 2)
