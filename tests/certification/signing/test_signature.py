import stat
from collections.abc import Callable
from io import BytesIO

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID
from django.conf import settings
from pyhanko.pdf_utils.reader import PdfFileReader

from certification.errors import Unreadable
from certification.models import SigningKey
from certification.services.keys import active_key, ensure_demo_key, pin_of
from certification.services.timestamps import stamp_roots
from certification.signing.material import DOCUMENT_SIGNING
from certification.signing.validator import Pin, inspect_own, inspect_untrusted
from tests.factories.certification import make_issued

pytestmark = pytest.mark.django_db


@pytest.fixture
def document() -> bytes:
    with make_issued().document.open() as file:
        return file.read()


def pins() -> dict[str, Pin]:
    return {key.fingerprint: pin_of(key) for key in SigningKey.objects.all()}


def flipped(document: bytes, place: int) -> bytes:
    """The document with one bit of one byte changed."""
    return document[:place] + bytes([document[place] ^ 1]) + document[place + 1 :]


@pytest.mark.parametrize("part", [0.1, 0.3, 0.5, 0.64, 0.7, 0.995])
def test_flipped_byte_breaks_the_signature(document: bytes, part: float) -> None:
    ours = pins()
    changed = flipped(document, int(len(document) * part))
    assert inspect_own(document, stamp_roots()).is_whole_and_signed_by(ours)
    try:
        report = inspect_untrusted(changed, stamp_roots())
    except Unreadable:
        return
    assert not report.is_whole_and_signed_by(ours)


def test_flipped_byte_is_refused_by_pdfsig(document: bytes, run: Callable[..., str]) -> None:
    told = run(flipped(document, len(document) // 3), "pdfsig", "-nocert", "{}")
    assert "Signature Validation: Digest Mismatch." in told


def test_bytes_after_the_end_are_refused(document: bytes) -> None:
    report = inspect_own(document + b"\n% more\n", stamp_roots())
    assert not report.is_whole_and_signed_by(pins())


def test_signature_by_another_key_is_not_ours(document: bytes) -> None:
    assert not inspect_own(document, stamp_roots()).is_whole_and_signed_by({"0" * 64: pin_of(SigningKey.objects.get())})


def test_changed_certificate_beside_the_signature_is_not_ours(document: bytes) -> None:
    """The signature does not cover it: pyHanko and poppler let it pass."""
    issuing = active_key()[1].chain[1].public_bytes(Encoding.DER).hex().encode()
    place = document.lower().find(issuing) + len(issuing) - 3
    report = inspect_own(
        document[:place] + b"%x" % (int(document[place : place + 1], 16) ^ 1) + document[place + 1 :], stamp_roots()
    )
    (signature,) = report.signatures
    assert (signature.holds, signature.covers_all) == (True, True)
    assert not report.is_whole_and_signed_by(pins())


def test_signature_is_invisible_and_permits_no_change(document: bytes) -> None:
    reader = PdfFileReader(BytesIO(document))
    (signature,) = reader.embedded_signatures
    field = signature.sig_field
    assert [int(side) for side in field["/Rect"]] == [0, 0, 0, 0]
    assert signature.docmdp_level.value == 1


def test_demo_key_says_so_in_all_its_names() -> None:
    ensure_demo_key()
    chain = active_key()[1].chain
    assert ["demo" in one.subject.rfc4514_string().lower() for one in chain] == [True] * 3


def test_signing_certificate_may_sign_documents_and_mail() -> None:
    ensure_demo_key()
    own = active_key()[1].chain[0]
    purposes = own.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert set(purposes) == {DOCUMENT_SIGNING, ExtendedKeyUsageOID.EMAIL_PROTECTION}


def test_key_files_can_be_read_by_their_owner_alone() -> None:
    ensure_demo_key()
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in settings.SIGNING_KEY_FILE.parent.iterdir()}
    private = ("signing.p12", "signing.passphrase", "issuing.p12", "root.p12", "authority.passphrase")
    assert [modes[name] for name in private] == [0o600] * 5


def test_demo_key_twice_is_one_key() -> None:
    first = ensure_demo_key()
    assert (ensure_demo_key(), SigningKey.objects.count()) == (first, 1)
