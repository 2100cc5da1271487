"""Announcements: written as drafts, sent once, and kept as they were sent."""

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from academy.accounts.models import User
from courses.errors import AnnouncementSent
from courses.models import Announcement, AnnouncementLetter
from courses.selectors.announcements import recipients


def hold_draft(announcement: Announcement) -> None:
    """Keep others from sending a draft until the transaction ends. Raises `AnnouncementSent` when somebody has."""
    drafts = Announcement.objects.select_for_update(no_key=True).filter(sent_at=None)
    if drafts.filter(pk=announcement.pk).first() is None:
        raise AnnouncementSent


@transaction.atomic
def send_announcement(*, announcement: Announcement, by: User) -> Announcement:
    """Put it on its page, and owe a letter to everybody who wants one. Raises `AnnouncementSent` the second time."""
    now = timezone.now()
    if not Announcement.objects.filter(pk=announcement.pk, sent_at=None).update(sent_at=now):
        raise AnnouncementSent
    announcement.refresh_from_db()
    letters = [AnnouncementLetter(announcement=announcement, user=person) for person in recipients(announcement)]
    AnnouncementLetter.objects.bulk_create(letters, batch_size=500)
    log(instance=announcement, action="wagtail.publish", user=by)
    return announcement
