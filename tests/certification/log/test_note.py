import base64

import pytest

from certification.errors import NoteRefused
from certification.log.note import (
    Checkpoint,
    make_signer,
    open_note,
    read_checkpoint,
    read_signer,
    read_verifier,
    sign_note,
    written_signer,
)

#: The example of the Go module golang.org/x/mod/sumdb/note: a key, and a text that it signed.
PRIVATE = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
PUBLIC = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
SIGNATURE = (
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
#: The example of c2sp.org/tlog-checkpoint.
BEHIND = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"


def test_published_key_signs_the_published_signature() -> None:
    signer = read_signer(PRIVATE)
    assert (str(signer.verifier), sign_note(TEXT, signer)) == (PUBLIC, f"{TEXT}\n{SIGNATURE}")


def test_published_note_is_opened() -> None:
    assert open_note(f"{TEXT}\n{SIGNATURE}", [read_verifier(PUBLIC)]) == TEXT


def test_published_checkpoint_is_read_and_written() -> None:
    checkpoint = read_checkpoint(BEHIND)
    assert (checkpoint.origin, checkpoint.size) == ("example.com/behind-the-sofa", 20852163)
    assert (str(checkpoint), base64.b64encode(checkpoint.root)) == (BEHIND, BEHIND.splitlines()[2].encode())


def test_key_is_read_as_it_was_written() -> None:
    signer = make_signer("academy.example.org/log")
    again = read_signer(written_signer(signer))
    assert (again.verifier, read_verifier(str(signer.verifier))) == (signer.verifier, signer.verifier)
    assert (signer.is_demo, make_signer("localhost:8000/log-demo").is_demo) == (False, True)


def test_signature_of_a_stranger_beside_ours_is_passed_over() -> None:
    ours, strange = make_signer("ours"), make_signer("strange")
    note = sign_note(TEXT, ours) + sign_note(TEXT, strange).partition("\n\n")[2]
    assert open_note(note, [ours.verifier]) == TEXT
    with pytest.raises(NoteRefused):
        open_note(note, [make_signer("nobody").verifier])


def test_note_whose_known_signature_does_not_hold_is_refused() -> None:
    ours, other = make_signer("ours"), make_signer("other")
    forged = sign_note("other text\n", other).replace("other text", TEXT.strip())
    note = sign_note(TEXT, ours) + forged.partition("\n\n")[2]
    with pytest.raises(NoteRefused):
        open_note(note, [ours.verifier, other.verifier])


@pytest.mark.parametrize(
    "note",
    [
        "",
        TEXT,
        f"{TEXT}{SIGNATURE}",
        f"{TEXT}\n{SIGNATURE}".rstrip("\n"),
        f"{TEXT}\n",
        f"{TEXT}\n- PeterNeumann x08g\n",
        f"{TEXT}\n— PeterNeumann x08g\n",
        f"{TEXT}\n— PeterNeumann x\n",
        f"{TEXT} \n{SIGNATURE}",
        f"{TEXT}\n{SIGNATURE}more\n",
    ],
)
def test_what_is_no_signed_note_is_refused(note: str) -> None:
    with pytest.raises(NoteRefused):
        open_note(note, [read_verifier(PUBLIC)])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a\n1\n",
        BEHIND.rstrip("\n"),
        BEHIND + "extension\n",
        BEHIND.replace("20852163", "020852163"),
        BEHIND.replace("20852163", "-1 "),
        BEHIND.replace("CsU", "C!U"),
        BEHIND.removeprefix("example.com/behind-the-sofa"),
    ],
)
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(NoteRefused):
        read_checkpoint(text)


@pytest.mark.parametrize(
    "key", ["", "a+b", PUBLIC.replace("c74f", "c740"), PUBLIC.replace("+AR", "+BR"), PUBLIC[:-4], PRIVATE]
)
def test_what_is_no_verifier_key_is_refused(key: str) -> None:
    with pytest.raises(NoteRefused):
        read_verifier(key)


@pytest.mark.parametrize("key", ["", PUBLIC, PRIVATE.replace("c74f", "c740"), PRIVATE[:-4]])
def test_what_is_no_private_key_is_refused(key: str) -> None:
    with pytest.raises(NoteRefused):
        read_signer(key)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\u00a0b", "a\n"])
def test_name_that_a_note_cannot_hold_is_refused(name: str) -> None:
    with pytest.raises(NoteRefused):
        make_signer(name)


def test_checkpoint_of_an_empty_log_has_size_0() -> None:
    assert read_checkpoint(str(Checkpoint(origin="a", size=0, root=b"0" * 32))).size == 0
