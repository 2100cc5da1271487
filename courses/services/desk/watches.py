"""Watching a certificate of one of the staff, and being told what became of it.

The issuing office calls nobody back, so it is asked each hour for the certificates that are watched, in one query.
"""

from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone

from academy.accounts.models import Membership
from certification import api as certification
from courses.enums import Notice, WatchNews
from courses.models import CertificateWatch, WatchLetter
from courses.selectors.desk.staff import live_watches
from courses.selectors.notices import wanting_ids

NEWS = {
    certification.Standing.REVOKED: WatchNews.REVOKED,
    certification.Standing.EXPIRED: WatchNews.EXPIRED,
    certification.Standing.SUPERSEDED: WatchNews.REPLACED,
}
#: How many watches one question to the issuing office is about.
AT_ONCE = 500


def watch_certificate(*, officer: Membership, staff: Membership, code: str) -> CertificateWatch:
    """Watch a certificate on behalf of one officer; twice is once. A watch of an earlier consent begins anew."""
    watch, made = CertificateWatch.objects.get_or_create(officer=officer, code=code, defaults={"staff": staff})
    if not made and (watch.staff_id != staff.pk or not live_watches().filter(pk=watch.pk).exists()):
        watch.staff, watch.watched_since = staff, timezone.now()
        watch.save(update_fields=["staff", "watched_since"])
    return watch


def end_watch(*, watch: CertificateWatch) -> None:
    """Watch no more."""
    watch.delete()


def look_at_watched() -> int:
    """Owe a letter for each watched certificate that ended since the last look; return how many are owed by this."""
    watches = list(live_watches().order_by("pk"))
    before = WatchLetter.objects.count()
    for first in range(0, len(watches), AT_ONCE):
        _owe(watches[first : first + AT_ONCE])
    return WatchLetter.objects.count() - before


def _owe(watches: Iterable[CertificateWatch]) -> None:
    watches = list(watches)
    found = certification.certificates_with_codes([watch.code for watch in watches])
    wanted = wanting_ids([watch.officer.user_id for watch in watches], Notice.WATCHES)
    letters = [
        WatchLetter(watch=watch, user_id=watch.officer.user_id, news=NEWS[certification.Standing(held.standing)])
        for watch in watches
        if (held := found.get(watch.code)) and not held.is_in_force and watch.officer.user_id in wanted
    ]
    WatchLetter.objects.bulk_create(letters, ignore_conflicts=True, batch_size=500)


def forget_dead_watches() -> int:
    """Delete watches whose view has ended, a day after; return how many. Until then nobody is told of them anyhow."""
    dead = CertificateWatch.objects.exclude(pk__in=live_watches().values("pk"))
    return dead.filter(watched_since__lt=timezone.now() - timedelta(days=1)).delete()[0]
