"""What waiting lists owe: offers that have lapsed, quotas to be released, seats to be given."""

from datetime import date, datetime

from django.db.models import QuerySet

from courses.enums import RegistrationState, SessionState
from courses.models import Registration, SeatPool, Session


def lapsed_offers(now: datetime) -> QuerySet[Registration]:
    """Offers that nobody confirmed in time."""
    return Registration.objects.filter(state=RegistrationState.OFFERED, offered_until__lt=now)


def due_quotas(today: date) -> QuerySet[SeatPool]:
    """Seats kept for institutions until today."""
    kept = SeatPool.objects.exclude(institution=None)
    return kept.filter(released_at=None, release_on__lte=today, session__state=SessionState.PLANNED)


def sessions_to_fill(now: datetime) -> QuerySet[Session]:
    """Sessions ahead on whose list somebody waits."""
    ahead = Session.objects.filter(starts_at__gt=now, state=SessionState.PLANNED)
    waiting = Registration.objects.filter(state=RegistrationState.WAITING, user__is_active=True)
    return ahead.filter(pk__in=waiting.values("session"))
