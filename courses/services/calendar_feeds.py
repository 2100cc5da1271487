"""The secret address of a personal calendar: made, and changed, when its person asks."""

from django.utils import timezone

from academy.accounts.models import User
from courses.models import CalendarFeed
from courses.models.calendar import new_feed_token


def change_feed_address(*, user: User) -> CalendarFeed:
    """Give the person's calendar an address, or another; the one before is none any more."""
    values = {"token": new_feed_token(), "made_at": timezone.now()}
    return CalendarFeed.objects.update_or_create(user=user, defaults=values)[0]
