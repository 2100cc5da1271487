"""Attacks on an issued certificate: each is told apart from it, in the right words, with what the register says."""

from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader

from certification.enums import Verdict
from certification.services.file_verification import verify_file
from certification.services.issued_files import issued_document
from certification.services.keys import DEMO_ORGANISATION, active_key
from certification.signing.held import signer_of
from certification.signing.material import Maker
from certification.signing.signer import LoadedKey, sign
from certification.signing.timestamp import Stamper, respond
from tests.factories.certification import forget_certificates, make_issued

pytestmark = [pytest.mark.django_db, pytest.mark.static]


def flipped(document: bytes, place: int) -> bytes:
    return document[:place] + bytes([document[place] ^ 1]) + document[place + 1 :]


def flipped_digit(document: bytes, place: int) -> bytes:
    """The document with one bit changed of what a hexadecimal digit stands for."""
    return document[:place] + b"%x" % (int(document[place : place + 1], 16) ^ 1) + document[place + 1 :]


def flipped_content(document: bytes) -> bytes:
    return flipped(document, len(document) // 3)


def flipped_signature(document: bytes) -> bytes:
    """One bit of the signature's own value."""
    (signature,) = PdfFileReader(BytesIO(document)).embedded_signatures
    value = signature.signer_info["signature"].native.hex().encode()
    return flipped_digit(document, document.lower().find(value) + 20)


def flipped_chain(document: bytes) -> bytes:
    issuing = active_key()[1].chain[1].public_bytes(Encoding.DER).hex().encode()
    return flipped_digit(document, document.lower().find(issuing) + len(issuing) - 3)


def cut(document: bytes) -> bytes:
    return document[:-200]


def appended(document: bytes) -> bytes:
    return document + b"\n% more\n"


def updated(document: bytes, change: Callable[[IncrementalPdfFileWriter], None]) -> bytes:
    """An incremental update, which leaves every signed byte as it is."""
    writer, output = IncrementalPdfFileWriter(BytesIO(document)), BytesIO()
    change(writer)
    writer.write(output)
    return output.getvalue()


def retitled(document: bytes) -> bytes:
    def change(writer: IncrementalPdfFileWriter) -> None:
        writer.trailer["/Info"]["/Title"] = generic.pdf_string("Forged")
        writer.mark_update(writer.trailer.raw_get("/Info"))

    return updated(document, change)


def overlaid(document: bytes) -> bytes:
    """A white bar over the name, drawn after everything else."""

    def change(writer: IncrementalPdfFileWriter) -> None:
        bar = writer.add_object(generic.StreamObject(stream_data=b"q 1 g 200 300 400 60 re f Q"))
        writer.add_stream_to_page(0, bar)

    return updated(document, change)


def annotated(document: bytes) -> bytes:
    def change(writer: IncrementalPdfFileWriter) -> None:
        note = generic.DictionaryObject(
            {
                generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
                generic.pdf_name("/Subtype"): generic.pdf_name("/FreeText"),
                generic.pdf_name("/Contents"): generic.pdf_string("Another Name"),
                generic.pdf_name("/DA"): generic.pdf_string("/Helv 40 Tf"),
                generic.pdf_name("/Rect"): generic.ArrayObject(map(generic.NumberObject, (200, 300, 600, 360))),
            }
        )
        writer.register_annotation(writer.find_page_for_modification(0)[0], writer.add_object(note))

    return updated(document, change)


def with_a_page(document: bytes) -> bytes:
    def change(writer: IncrementalPdfFileWriter) -> None:
        pages = writer.root["/Pages"]
        page = generic.DictionaryObject(
            {
                generic.pdf_name("/Type"): generic.pdf_name("/Page"),
                generic.pdf_name("/Parent"): writer.root.raw_get("/Pages"),
                generic.pdf_name("/MediaBox"): generic.ArrayObject(map(generic.NumberObject, (0, 0, 842, 595))),
            }
        )
        pages["/Kids"].append(writer.add_object(page))
        pages["/Count"] = generic.NumberObject(2)
        writer.mark_update(writer.root.raw_get("/Pages"))

    return updated(document, change)


def resaved(document: bytes) -> bytes:
    output = BytesIO()
    with pikepdf.open(BytesIO(document)) as pdf:
        pdf.save(output)
    return output.getvalue()


def stripped(document: bytes) -> bytes:
    """Without its signature, and with the address of its certificate still on the page and in a field of its own."""
    output = BytesIO()
    with pikepdf.open(BytesIO(document)) as pdf:
        del pdf.Root.AcroForm, pdf.Root.Perms, pdf.Root.DSS
        pdf.pages[0].Annots = pikepdf.Array([note for note in pdf.pages[0].Annots if note.Subtype != "/Widget"])
        pdf.save(output, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return output.getvalue()


def resigned(document: bytes) -> bytes:
    """Signed again, below a stranger's root with all the names of ours, with a time-stamp and the same contact."""
    maker = Maker(organisation=DEMO_ORGANISATION, key_type="p256", site="http://localhost:8000", is_demo=True)
    root = maker.root()
    issuing = maker.issuing(root)
    signer, clock = maker.signer(issuing), maker.timestamp(issuing)
    assert [one.subject for one in signer.chain] == [one.subject for one in active_key()[1].chain]
    contact = str(PdfFileReader(BytesIO(document)).embedded_signatures[0].sig_object["/ContactInfo"])
    key = LoadedKey(signer=signer_of(signer), chain=signer.chain)
    stamper = Stamper(lambda request: respond(request, clock), [root.certificate])
    return sign(stripped(document), key, contact=contact, stamper=stamper, lists=[])


def judged(document: bytes) -> tuple[Verdict, str | None]:
    """The verdict, and whose certificate the register says that it pretends to be."""
    report = verify_file(document=document, address="203.0.113.77")
    return report.verdict, report.facts.holder if report.facts else None


ATTACKS = [
    flipped_content,
    flipped_signature,
    flipped_chain,
    cut,
    appended,
    retitled,
    overlaid,
    annotated,
    with_a_page,
    resaved,
    stripped,
    resigned,
]


#: What leaves no signature of ours in the file to be broken.
NOT_OURS = {stripped: Verdict.FOREIGN, resigned: Verdict.FOREIGN, cut: Verdict.UNREADABLE}


@pytest.mark.parametrize("attack", ATTACKS)
def test_changed_certificate_is_altered_and_the_register_says_whose_it_is(attack: Callable[[bytes], bytes]) -> None:
    certificate = make_issued()
    document, holder = issued_document(certificate), certificate.snapshot["holder_name"]
    forged = attack(document)
    assert (judged(document), judged(forged)) == ((Verdict.VALID, holder), (Verdict.ALTERED, holder))


@pytest.mark.parametrize("attack", ATTACKS)
def test_attack_is_seen_in_the_file_alone(attack: Callable[[bytes], bytes]) -> None:
    """Without the register's bytes to compare with, the signature must tell."""
    certificate = make_issued()
    document = issued_document(certificate)
    forged = attack(document)
    forget_certificates()
    assert judged(document) == (Verdict.NOT_ISSUED, None)
    assert judged(forged) == (NOT_OURS.get(attack, Verdict.ALTERED), None)


def test_document_of_another_learner_with_this_code_is_altered() -> None:
    """Somebody puts the address of a good certificate into the file of another."""
    certificate, other = make_issued(), make_issued()
    forged = issued_document(other).replace(other.code.encode(), certificate.code.encode())
    assert judged(forged) == (Verdict.ALTERED, certificate.snapshot["holder_name"])


def test_document_of_another_learner_is_that_of_another() -> None:
    """A genuine file shown for another person's says whose it is."""
    _certificate, other = make_issued(), make_issued()
    assert judged(issued_document(other)) == (Verdict.VALID, other.snapshot["holder_name"])
