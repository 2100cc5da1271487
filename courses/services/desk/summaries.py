"""The monthly summary: one letter for each officer and institution, also when the beat slept on the first."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from courses.enums import Notice
from courses.models import SummaryLetter
from courses.selectors.desk.staff import officers
from courses.selectors.notices import HOUR, wanting_ids


def owe_summaries(now: datetime) -> int:
    """Owe the summary of the last month to every officer who was there in it; return how many are owed by this.

    Months that an outage swallowed whole are not made good: what they would tell stands at the desk.
    """
    local = timezone.localtime(now)
    month = last_month(local.date())
    if local.date().day == 1 and local.hour < HOUR:
        return 0
    there = list(officers().filter(since__lt=local.date().replace(day=1)))
    wanted = wanting_ids([officer.user_id for officer in there], Notice.SUMMARIES)
    before = SummaryLetter.objects.count()
    SummaryLetter.objects.bulk_create(
        [
            SummaryLetter(officer=officer, user_id=officer.user_id, month=month)
            for officer in there
            if officer.user_id in wanted
        ],
        ignore_conflicts=True,
        batch_size=500,
    )
    return SummaryLetter.objects.count() - before


def last_month(day: date) -> date:
    """The first day of the month before the one of this day."""
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)
