"""Who wants to be written about what, and which letters wait."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from academy.accounts.enums import MembershipRole
from academy.accounts.models import User
from courses.enums import Frequency, Notice
from courses.models import AnnouncementLetter, NoticePreference, PostLetter, SummaryLetter, WatchLetter

Letter = AnnouncementLetter | PostLetter | SummaryLetter | WatchLetter


class LetterKind(NamedTuple):
    """The rows of one kind of letters, when what they tell of happened, and what they tell of."""

    model: type[Letter]
    moment: str
    related: tuple[str, ...]


KINDS: dict[Notice, LetterKind] = {
    Notice.ANNOUNCEMENTS: LetterKind(AnnouncementLetter, "announcement__sent_at", ("user", "announcement__course")),
    Notice.DISCUSSIONS: LetterKind(
        PostLetter, "post__posted_at", ("user", "post__lesson__course", "post__question", "post__author")
    ),
    Notice.SUMMARIES: LetterKind(SummaryLetter, "owed_at", ("user", "officer__institution")),
    Notice.WATCHES: LetterKind(WatchLetter, "found_at", ("user",)),
}
#: Kinds that HR officers alone are written.
OF_THE_DESK = (Notice.SUMMARIES, Notice.WATCHES)
#: The hour, by the site's clock, from which digests go; the weekly ones on Mondays.
HOUR = 8
#: A letter that could not be sent is tried again for so long: a week's digest, and a day.
KEEP_TRYING = timedelta(days=8)


def frequency_of(user: User, notice: Notice) -> Frequency:
    """The person's choice; without one, letters come at once."""
    chosen = NoticePreference.objects.filter(user=user, notice=notice).values_list("frequency", flat=True).first()
    return Frequency(chosen or Frequency.AT_ONCE)


def wanting(people: QuerySet[User], notice: Notice) -> QuerySet[User]:
    """Those of the people who want letters of this kind at all."""
    never = NoticePreference.objects.filter(user=OuterRef("pk"), notice=notice, frequency=Frequency.NEVER)
    return people.filter(~Exists(never), is_active=True)


def wanting_ids(people: Collection[int], notice: Notice) -> set[int]:
    """The same for people who are known by their ids alone."""
    return set(wanting(User.objects.filter(pk__in=people), notice).values_list("pk", flat=True))


def notices_for(user: User) -> list[Notice]:
    """The kinds of letters among which the person chooses."""
    is_officer = user.memberships.filter(role=MembershipRole.HR).exists()
    return [notice for notice in Notice if is_officer or notice not in OF_THE_DESK]


def urgent_letters(notice: Notice) -> QuerySet[Letter]:
    """Unsent letters to people who want them at once."""
    chosen = NoticePreference.objects.filter(user=OuterRef("user"), notice=notice)
    others = chosen.exclude(frequency=Frequency.AT_ONCE)
    return KINDS[notice].model.objects.filter(~Exists(others), sent_at=None)


def left_letters(notice: Notice, now: datetime) -> QuerySet[Letter]:
    """Urgent letters that were not queued, died half-way or could not be sent, the newest first; not for ever."""
    younger = {f"{KINDS[notice].moment}__gt": now - KEEP_TRYING}
    return urgent_letters(notice).filter(**younger).order_by("-pk")


def digest_time(frequency: Frequency, now: datetime) -> datetime:
    """When the digest of this day or week was due the last time before `now`."""
    local = timezone.localtime(now)
    due = local.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    if frequency == Frequency.WEEKLY:
        due -= timedelta(days=local.weekday())
    step = timedelta(weeks=1) if frequency == Frequency.WEEKLY else timedelta(days=1)
    return due if due <= local else due - step


def letters_of(notice: Notice) -> QuerySet[Letter]:
    """Letters of one kind with what they tell of."""
    kind = KINDS[notice]
    return kind.model.objects.select_related(*kind.related)


def waiting_letters(preference: NoticePreference, now: datetime) -> QuerySet[Letter]:
    """What the digest that is due now holds, the oldest first: what happens after its time waits for the next."""
    notice = Notice(preference.notice)
    moment = KINDS[notice].moment
    before = {f"{moment}__lte": digest_time(Frequency(preference.frequency), now)}
    return letters_of(notice).filter(user=preference.user_id, sent_at=None, **before).order_by(moment, "pk")


def due_digests(now: datetime) -> QuerySet[NoticePreference]:
    """Choices whose digest is due and would hold something."""
    due = Q()
    for frequency in (Frequency.DAILY, Frequency.WEEKLY):
        time = digest_time(frequency, now)
        for notice, kind in KINDS.items():
            before = {f"{kind.moment}__lte": time}
            waits = Exists(kind.model.objects.filter(user=OuterRef("user"), sent_at=None, **before))
            due |= Q(waits, frequency=frequency, notice=notice, digest_at__lt=time)
    return NoticePreference.objects.filter(due, user__is_active=True).order_by("pk")
