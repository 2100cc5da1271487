"""The steps by which one certificate is made, in order. Each may run twice; each ends with one conditional UPDATE.

Until it is stored, a document lies in the worker's memory alone: drawing gives the same bytes each time, so whatever
was cut short begins with the drawing again. Before a thing can exist outside, its hash stands in the row: that of the
drawn document before it is signed, that of the signed one before its file is written. So no signature of ours and no
file is without an owner, and a worker that finds the file of one that died goes on with it.
"""

import hashlib
from typing import TYPE_CHECKING, cast

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from academy.accounts.models import User
from academy.languages import text_in
from academy.later import later
from academy.mail.letters import send_letter
from academy.mail.once import send_once
from certification.codes import grouped
from certification.data import Snapshot
from certification.enums import UNSTORED, EventKind, Kind, State
from certification.errors import DocumentRefused, TakenOver
from certification.models import Certificate, SigningKey
from certification.models.certificate import document_name
from certification.rendering.lint import refuse_faults
from certification.services.announcements import announce_issue
from certification.services.credentials import refuse_wrong_credential, signed_credential
from certification.services.history import record
from certification.services.pictures import pictures_of
from certification.services.replacement import end_replaced, record_end, replaced_by
from certification.services.sealing import refuse_broken, sealed, verifies

if TYPE_CHECKING:
    from certification.rendering import document
    from certification.signing.signer import LoadedKey
else:
    # It loads Pango, which a host may lack: then certificates wait, and all the rest works.
    document = later("certification.rendering.document")


def draw(certificate: Certificate, key: SigningKey) -> bytes:
    """Draw the document: RENDERED, from wherever it was left before it was stored. What a dead worker left is removed.

    The page says so when the key is for demonstration only.
    """
    snapshot = cast("Snapshot", certificate.snapshot)
    if snapshot["code"] != certificate.code:
        raise DocumentRefused("the snapshot carries another code")
    # A transcript lists what has credentials of its own; it is none.
    credential = None if snapshot["kind"] == Kind.TRANSCRIPT else signed_credential(certificate)
    drawn = document.render(snapshot, pictures=pictures_of(snapshot), credential=credential, is_demo=key.is_demo)
    unstored = Certificate.objects.filter(state__in=UNSTORED)
    _move(certificate, unstored, State.RENDERED, drawn_sha256=_hash_of(drawn), sha256="")
    if certificate.sha256:
        storages["certificates"].delete(document_name(certificate.sha256))
    return drawn


def lint(certificate: Certificate, drawn: bytes) -> None:
    """Refuse a document that does not say what the row says, on its page and in its credential: LINTED."""
    refuse_faults(drawn, cast("Snapshot", certificate.snapshot))
    if certificate.snapshot["kind"] != Kind.TRANSCRIPT:
        refuse_wrong_credential(drawn, certificate)
    rendered = Certificate.objects.filter(state=State.RENDERED, drawn_sha256=_hash_of(drawn))
    _move(certificate, rendered, State.LINTED)


def sign(certificate: Certificate, drawn: bytes, key: SigningKey, loaded: "LoadedKey") -> bytes:
    """Sign the document: SIGNED. Its hash stands in the row before its file does."""
    signed = sealed(drawn, loaded, contact=certificate.snapshot["url"])
    linted = Certificate.objects.filter(state=State.LINTED, drawn_sha256=_hash_of(drawn))
    _move(certificate, linted, State.SIGNED, sha256=_hash_of(signed), signing_key=key)
    return signed


def read_back(signed: bytes, key: SigningKey) -> None:
    """Refuse a document whose signature a stranger would refuse."""
    refuse_broken(signed, key)


def kept_document(certificate: Certificate) -> bytes | None:
    """Return the document whose file a worker wrote before it died and could say so; None unless whole and valid."""
    storage, name, key = storages["certificates"], document_name(certificate.sha256), certificate.signing_key
    if key is None or not certificate.sha256 or not storage.exists(name):
        return None
    with storage.open(name) as file:
        signed: bytes = file.read()
    return signed if _hash_of(signed) == certificate.sha256 and verifies(signed, key) else None


def store(certificate: Certificate, signed: bytes) -> None:
    """Write the file once, under its hash, then let the row point to it: STORED. Who lost a race removes its own."""
    storage, sha256 = storages["certificates"], _hash_of(signed)
    name = document_name(sha256)
    if not storage.exists(name):
        storage.save(name, ContentFile(signed))
    signing = Certificate.objects.filter(state__in=[State.SIGNED, State.FAILED], sha256=sha256)
    try:
        _move(certificate, signing, State.STORED, document=name)
    except TakenOver:
        if not Certificate.objects.filter(sha256=sha256).exists():
            storage.delete(name)
        raise


@transaction.atomic
def issue(certificate: Certificate) -> None:
    """Give the certificate to the world: ISSUED. The history tells it."""
    stored = Certificate.objects.filter(pk=certificate.pk, state=State.STORED)
    if stored.update(state=State.ISSUED, issued_at=timezone.now(), attempts=0):
        replaced = end_replaced(certificate)
        announce_issue(certificate)
        kept = Certificate.objects.values("sha256", key=F("signing_key__fingerprint")).get(pk=certificate.pk)
        record(kind=EventKind.ISSUED, subject=certificate.code, facts=kept)
        if replaced:
            record_end(replaced, certificate)


def mail(certificate: Certificate) -> bool:
    """Write to the holder once, if that was decided, and return whether a letter went. What fails is tried again."""

    def send() -> None:
        address, replaced = cast("User", certificate.holder).email, replaced_by(certificate)
        name = "certificate_replaced" if replaced else "certificate_issued"
        if certificate.snapshot["kind"] == Kind.TRANSCRIPT:
            name = "transcript_issued"
        context = _told(certificate) | {"replaced": replaced and grouped(replaced.code)}
        send_letter(name, to=address, language=certificate.language, context=context)

    issued = Certificate.objects.filter(pk=certificate.pk, state=State.ISSUED)
    return send_once(issued.filter(owes_letter=True, holder__isnull=False), send)


def _told(certificate: Certificate) -> dict[str, object]:
    snapshot = cast("Snapshot", certificate.snapshot)
    title = text_in(snapshot["titles"], certificate.language)
    code = grouped(certificate.code)
    return {"name": snapshot["holder_name"], "title": title, "code": code, "url": snapshot["url"]}


def _move(certificate: Certificate, owned: QuerySet[Certificate], state: State, **fields: object) -> None:
    """Change the state while the row is still as this worker left it. Raises TakenOver."""
    if not owned.filter(pk=certificate.pk).update(state=state, failure="", failure_detail="", **fields):
        raise TakenOver


def _hash_of(document: bytes) -> str:
    return hashlib.sha256(document).hexdigest()
