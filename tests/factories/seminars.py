from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone

from academy.accounts.models import Institution, User
from courses.enums import RegistrationState
from courses.models import Registration, Seminar, Session
from courses.services.registration import register
from courses.services.sessions import add_session
from tests.factories.learning import make_seminar
from tests.factories.people import make_user


def make_session(
    seminar: Seminar | None = None, *, days: float = 7, minutes: int = 60, seats: int | None = None, **facts: object
) -> Session:
    """A session some days from now; of a published seminar that offers nothing else, unless one is named."""
    seminar = seminar or make_seminar(offer_hours=0)
    starts_at = timezone.now() + timedelta(days=days)
    ends_at = starts_at + timedelta(minutes=minutes)
    return add_session(seminar=seminar, capacity=seats, **({"starts_at": starts_at, "ends_at": ends_at} | facts))


def make_registration(
    session: Session, user: User | None = None, institution: Institution | None = None
) -> Registration:
    """A registration as the session has room for it: with a seat, waiting, or to be approved."""
    own = institution.pk if institution else None
    return register(user=user or make_user(), seminar=session.seminar, sessions=[session], institution=own)[0]


def make_registrations(session: Session, number: int) -> Sequence[Registration]:
    """So many people, in the order in which they came."""
    return [make_registration(session) for _person in range(number)]


def states(session: Session) -> list[RegistrationState]:
    """Where everybody stands, in the order in which they came."""
    return list(Registration.objects.filter(session=session).order_by("ticket").values_list("state", flat=True))
