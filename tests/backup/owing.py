"""A house that owes a letter of each kind, and how many of each it owes."""

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from academy.mail.models import SealedLetter
from academy.mail.sealed import write_sealed_letter
from certification.models import Certificate, ExpiryReminder, Revocation
from certification.selectors.certificates import owed_reminders
from courses.enums import AttemptLetterKind, Frequency, Notice
from courses.models import (
    Announcement,
    AnnouncementLetter,
    AttemptLetter,
    Invitation,
    RegistrationLetter,
    StaffInvitation,
)
from tests.factories.admission import make_invitation
from tests.factories.attempts import make_attempt
from tests.factories.certification import make_issued
from tests.factories.desk import make_staff_invitation
from tests.factories.learning import make_quiz
from tests.factories.people import make_institution
from tests.factories.seminars import make_registration, make_session
from tests.factories.talk import make_learner, make_sent, make_taught_course, prefer


def owe_letters() -> None:
    """Owe one letter each about a registration, an invitation, an attempt, the desk, an end and an account.

    Of two announcements one waits for a digest.
    """
    course, trainer = make_taught_course()
    make_learner(course)
    prefer(make_learner(course), Notice.ANNOUNCEMENTS, Frequency.DAILY)
    make_sent(course, trainer)
    Announcement.objects.update(sent_at=timezone.now() - timedelta(days=2))
    make_registration(make_session())
    make_invitation(course=course, email="asked@example.org", language="az")
    attempt = make_attempt(make_quiz(course), [["o0"], ["o1"]])
    AttemptLetter.objects.create(attempt=attempt, kind=AttemptLetterKind.MARKED)
    make_staff_invitation(make_institution(), "staff@example.org")
    _owe_reminder()
    write_sealed_letter(to="asked@example.org", subject="Code", text="KEPT-BACK", user_id=None)


def _owe_reminder() -> None:
    ending = make_issued()
    Certificate.objects.filter(pk=ending.pk).update(expires_on=timezone.localdate() + timedelta(days=30))
    ExpiryReminder.objects.create(certificate=ending, reader=ending.holder, days=30)


def owed_letters() -> dict[str, int]:
    """Return how many letters of each kind are owed, kinds of which none is left out."""
    issued = Certificate.objects.exclude(document="")
    rows: dict[str, QuerySet] = {
        "certificates": issued.filter(mailed_at=None),
        "revocations": Revocation.objects.filter(mailed_at=None),
        "ends": owed_reminders(timezone.localdate()),
        "announcements": AnnouncementLetter.objects.filter(sent_at=None),
        "registrations": RegistrationLetter.objects.filter(mailed_at=None),
        "invitations": Invitation.objects.exclude(email="").filter(mailed_at=None),
        "attempts": AttemptLetter.objects.filter(mailed_at=None),
        "accounts": SealedLetter.objects.all(),
        "staff": StaffInvitation.objects.filter(mailed_at=None),
    }
    return {kind: number for kind, found in rows.items() if (number := found.count())}
