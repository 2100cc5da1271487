"""Reminders before certificates expire: to the holder a letter, to each HR officer one letter per institution and run.

A row says that a reader is owed a reminder, once for each of the days below. After an outage the nearest counts, and
those before it are not made up for. Killed while sending, a letter is lost rather than sent twice.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Final

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from academy.accounts.enums import MembershipRole
from academy.accounts.models import Institution, Membership, User
from academy.languages import text_in
from academy.mail.letters import send_letter
from academy.mail.once import in_hand, send_once
from certification.codes import grouped
from certification.models import Certificate, ExpiryReminder, ReminderRefusal
from certification.selectors.certificates import expiring_certificates, owed_reminders

#: Days before the end, the earliest first.
DAYS: Final = (90, 30, 7)
#: Keeps these signatures apart from all others of the site.
SALT: Final = "certification.reminders.refuse"


def owe_reminders(*, today: date) -> int:
    """Owe what is due today and return to how many it newly is. Twice a day is once."""
    last = today + timedelta(days=max(DAYS))
    due = {one: days for one in expiring_certificates(today, last) if (days := _due_days(one, today))}
    for certificate, days in due.items():
        ExpiryReminder.objects.filter(certificate=certificate, mailed_at=None, days__gt=days).delete()
    before = ExpiryReminder.objects.count()
    ExpiryReminder.objects.bulk_create(_owed(due), ignore_conflicts=True, batch_size=500)
    return ExpiryReminder.objects.count() - before


def _due_days(certificate: Certificate, today: date) -> int | None:
    """Return the nearest of the days that has come; those that came before the certificate was issued do not count."""
    if certificate.expires_on is None or certificate.issued_at is None:
        return None
    issued_on = timezone.localdate(certificate.issued_at)
    begins = {days: certificate.expires_on - timedelta(days=days) for days in DAYS}
    return min((days for days, day in begins.items() if issued_on < day <= today), default=None)


def _owed(due: dict[Certificate, int]) -> list[ExpiryReminder]:
    """Own reminders first: an officer's own certificate is no news of the institution as well."""
    officers = _officers({certificate.holder_id for certificate in due if certificate.holder_id})
    refused = set(ReminderRefusal.objects.values_list("reader_id", flat=True))
    readers: list[tuple[Certificate, int, int | None, int | None]]
    readers = [(one, days, one.holder_id, None) for one, days in due.items()]
    readers += [
        (one, days, officer, institution)
        for one, days in due.items()
        for officer, institution in officers.get(one.holder_id or 0, ())
    ]
    return [
        ExpiryReminder(certificate=one, days=days, reader_id=reader, institution_id=institution)
        for one, days, reader, institution in readers
        if reader and reader not in refused
    ]


def _officers(holders: Iterable[int]) -> dict[int, list[tuple[int, int]]]:
    """Return, by holder, the HR officers of institutions whose officers the holder lets see. Two queries."""
    agreed = Membership.objects.filter(user__in=list(holders), consented_at__isnull=False)
    belongs = list(agreed.values_list("user_id", "institution_id").distinct())
    serving = Membership.objects.filter(role=MembershipRole.HR, user__is_active=True)
    hr: dict[int, list[int]] = {}
    for institution, officer in serving.values_list("institution_id", "user_id"):
        hr.setdefault(institution, []).append(officer)
    found: dict[int, list[tuple[int, int]]] = {}
    for holder, institution in belongs:
        found.setdefault(holder, []).extend(
            (officer, institution) for officer in hr.get(institution, ()) if officer != holder
        )
    return found


def mail_reminder(pk: int) -> bool:
    """Remind a holder, once, if the certificate still expires; return whether the letter went."""

    def send() -> None:
        reminder = ExpiryReminder.objects.select_related("certificate", "reader").get(pk=pk)
        reader = reminder.reader
        context = {"name": reader.legal_name, "line": _line(reminder.certificate, reader.language)}
        _send("certificate_expires", reader, context)

    return send_once(owed_reminders(timezone.localdate()).filter(pk=pk, institution=None), send)


def mail_reminder_digest(*, reader_id: int, institution_id: int) -> int:
    """Remind one officer of all that is owed for one institution, in one letter; return of how many certificates."""
    with in_hand(f"ExpiryReminder:{institution_id}:{reader_id}") as is_ours:
        owed = owed_reminders(timezone.localdate()).filter(reader=reader_id, institution=institution_id)
        reminders = list(owed.order_by("certificate__expires_on", "pk")) if is_ours else []
        if reminders:
            _send_digest(reminders, User.objects.get(pk=reader_id), Institution.objects.get(pk=institution_id))
            told = ExpiryReminder.objects.filter(pk__in=[reminder.pk for reminder in reminders])
            told.update(mailed_at=timezone.now())
    return len(reminders)


def _send_digest(reminders: list[ExpiryReminder], reader: User, institution: Institution) -> None:
    certificates = [reminder.certificate for reminder in reminders]
    context = {
        "name": reader.legal_name,
        "institution": text_in(institution.name, reader.language),
        "lines": [_line(certificate, reader.language) for certificate in certificates],
    }
    _send("certificates_expire", reader, context)


def _line(certificate: Certificate, language: str) -> dict[str, object]:
    return {
        "holder": certificate.snapshot["holder_name"],
        "title": text_in(certificate.snapshot["titles"], language),
        "code": grouped(certificate.code),
        "expires_on": certificate.expires_on,
        "url": certificate.snapshot["url"],
    }


def _send(letter: str, reader: User, context: Mapping[str, object]) -> None:
    """Send with a way out that mail programs know, too (RFC 8058)."""
    url = refusal_url(reader)
    headers = {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    told = {**context, "unsubscribe_url": url}
    send_letter(letter, to=reader.email, language=reader.language, context=told, headers=headers)


def refusal_url(reader: User) -> str:
    """Return the address at which this person refuses reminders, without a login. It never expires."""
    token = signing.Signer(salt=SALT).sign_object(reader.pk)
    return settings.SITE_URL + reverse("refuse_reminders", args=[token])


def reader_of(token: str) -> User | None:
    """Return whose reminders the token stands for; None for one that is not ours."""
    try:
        pk = signing.Signer(salt=SALT).unsign_object(token)
    except signing.BadSignature:
        return None
    return User.objects.filter(pk=pk).first()


@transaction.atomic
def refuse_reminders(*, reader: User) -> None:
    """Remind this person no more, of own certificates or others'; a second time changes nothing."""
    ReminderRefusal.objects.get_or_create(reader=reader)
    ExpiryReminder.objects.filter(reader=reader, mailed_at=None).delete()


def want_reminders(*, reader: User) -> None:
    """Take the refusal back."""
    ReminderRefusal.objects.filter(reader=reader).delete()
