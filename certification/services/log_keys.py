"""The key of the transparency log: one file, its first line the private key.

Further lines may hold the verifier keys of keys before it, so that a log outlives the loss of a key.
"""

import hashlib
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from certification.enums import EventKind
from certification.errors import LogKeyMissing, NoteRefused
from certification.log.note import DEMO, Signer, Verifier, make_signer, read_signer, read_verifier, written_signer
from certification.models import Event
from certification.services.history import record
from certification.services.private_files import write_privately


@dataclass(frozen=True, kw_only=True)
class LogKeys:
    """The key that signs, and all whose signatures count."""

    signer: Signer
    known: tuple[Verifier, ...]


def read_log_keys() -> LogKeys:
    """Return what the file of the settings holds, a demo key too. Raises OSError and NoteRefused."""
    first, *others = settings.LOG_KEY_FILE.read_text().splitlines() or [""]
    signer = read_signer(first)
    known = [read_verifier(line) for line in others if line.strip()]
    return LogKeys(signer=signer, known=(signer.verifier, *known))


def log_keys() -> LogKeys:
    """Return the keys that sign now. Raises LogKeyMissing, for a demo key in production too."""
    try:
        keys = read_log_keys()
    except (OSError, NoteRefused) as error:
        raise LogKeyMissing from error
    if settings.PRODUCTION and keys.signer.is_demo:
        raise LogKeyMissing
    return keys


@transaction.atomic
def make_log_key(*, demo: bool) -> Verifier:
    """Make the key in the file that the settings name, unless it holds one. Raises NoteRefused for what is no key.

    The log is named for the site, once and for all: the name stands in the key. No row stands for the key, so the
    history alone tells of it: once, and a key that was made before, or by a process that died over it, as it is found.
    """
    if not settings.LOG_KEY_FILE.exists():
        origin = settings.SITE_URL.partition("://")[2] + "/log" + (DEMO if demo else "")
        write_privately(settings.LOG_KEY_FILE, written_signer(make_signer(origin)).encode())
    signer = read_log_keys().signer
    subject = hashlib.sha256(signer.verifier.public).hexdigest()
    if not Event.objects.filter(kind=EventKind.LOG_KEY_MADE, subject=subject).exists():
        record(
            kind=EventKind.LOG_KEY_MADE,
            subject=subject,
            facts={"verifier": str(signer.verifier), "demo": signer.is_demo},
        )
    return signer.verifier
