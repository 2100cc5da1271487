"""How often people are written to."""

from django.db import transaction
from django.utils import timezone

from academy.accounts.models import User
from courses.enums import Frequency, Notice
from courses.models import NoticePreference
from courses.selectors.notices import KINDS


@transaction.atomic
def choose_frequency(*, user: User, notice: Notice, frequency: Frequency) -> NoticePreference:
    """Store the choice. Letters that wait are dropped with “never”; with “at once” the next sweep sends them.

    A new rhythm begins now: a digest whose time passed before does not follow on the spot.
    """
    preference, made = NoticePreference.objects.get_or_create(
        user=user, notice=notice, defaults={"frequency": frequency}
    )
    if not made and preference.frequency != frequency:
        preference.frequency, preference.digest_at = frequency, timezone.now()
        preference.save(update_fields=["frequency", "digest_at"])
    if frequency == Frequency.NEVER:
        KINDS[notice].model.objects.filter(user=user, sent_at=None).delete()
    return preference
