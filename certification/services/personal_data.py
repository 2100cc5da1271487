"""What the office keeps about a person, for that person: the certificates as they were issued, and what they say."""

from collections.abc import Iterator, Mapping
from typing import Final

from academy.accounts.models import User
from academy.accounts.personal_data import Kept, NamedFile, table_files
from certification.models import Certificate, CodeList, ExpiryReminder, HolderChoice, ReminderRefusal
from certification.services.issued_files import issued_document

_FACTS = ("code", "state", "language", "snapshot", "reserved_at", "issued_at", "mailed_at", "expires_on", "disclosure")
#: By the name of the file.
TABLES: Final[Mapping[str, Kept]] = {
    "certificates": Kept(Certificate.objects, "holder", _FACTS),
    "what_is_shown": Kept(HolderChoice.objects, "holder", ("disclosure",)),
    "reminders": Kept(ExpiryReminder.objects, "reader", ("certificate__code", "days", "mailed_at")),
    "refused_reminders": Kept(ReminderRefusal.objects, "reader", ("refused_at",)),
    "lists_of_codes": Kept(CodeList.objects, "uploaded_by", ("uploaded_at", "file_name", "size")),
}


def office_files(user: User) -> Iterator[NamedFile]:
    """Yield the tables, then each document. Raises DocumentRefused when a stored file is another than was issued."""
    yield from table_files("certificates", TABLES, user)
    for certificate in Certificate.objects.filter(holder=user).exclude(document="").order_by("pk").iterator():
        yield f"certificates/{certificate.code}.pdf", issued_document(certificate)
