"""Events as certificates write them, without the certificates: a log of a thousand entries in a second."""

from django.conf import settings
from django.db import transaction

from certification.enums import EventKind
from certification.models import Event
from certification.services.history import record
from certification.services.log import extend_log
from certification.services.log_keys import make_log_key


@transaction.atomic
def make_logged_events(number: int, kind: EventKind = EventKind.ISSUED) -> list[Event]:
    """So many events that the log will enter, each of a certificate of its own."""
    return [
        record(kind=kind, subject=f"CODE{place:016}", facts={"sha256": f"{place:064x}", "key": ""})
        for place in range(number)
    ]


def make_log(entries: int = 0) -> None:
    """A demo log with so many entries, under a key of its own."""
    settings.LOG_KEY_FILE.unlink(missing_ok=True)
    make_log_key(demo=True)
    make_logged_events(entries)
    extend_log()
