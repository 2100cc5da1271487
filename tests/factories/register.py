from datetime import UTC, date, datetime

from academy.accounts.models import User
from certification.enums import CopyFormat
from certification.models import Certificate, RegisterCopy
from certification.services.register import ask_for_copy, make_register_copy
from tests.factories.certification import make_issued
from tests.factories.people import make_user


def make_issued_at(moment: datetime, holder: User | None = None, **achievement: object) -> Certificate:
    """A certificate that was issued at this moment."""
    certificate = make_issued(holder, **achievement)
    Certificate.objects.filter(pk=certificate.pk).update(issued_at=moment)
    certificate.refresh_from_db()
    return certificate


def in_september(day: int = 5) -> datetime:
    return datetime(2026, 9, day, 8, 30, tzinfo=UTC)


def make_copy(by: User | None = None, **fields: object) -> RegisterCopy:
    """A copy of the register of September 2026 as a CSV table in English, made."""
    days = {"first_day": date(2026, 9, 1), "last_day": date(2026, 9, 30)}
    copy = RegisterCopy(**days | {"language": "en", "format": CopyFormat.CSV} | fields)
    ask_for_copy(copy=copy, by=by or make_user(legal_name="Nərmin Qeydiyyatçı"))
    make_register_copy(copy.pk)
    copy.refresh_from_db()
    return copy
