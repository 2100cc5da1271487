"""What somebody is asked and told who registers for a seminar: what can be chosen, and what stands in the way."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from academy.accounts.models import Membership, User
from academy.prepared import Prepared, PreparedInstances
from academy.together import Together
from courses.enums import ACTIVE, SessionState
from courses.models import Registration, Seminar, SeminarAnswer, SeminarPage, SeminarQuestion, Session
from courses.selectors.meetings import Meeting, meeting_of, with_seats

_PUBLISHED: Final = PreparedInstances(
    Seminar,
    lambda code: Seminar.objects.filter(
        Exists(SeminarPage.objects.live().filter(seminar=OuterRef("pk"))), code=code
    ).order_by(),
    "the code",
)
_AHEAD: Final = PreparedInstances(
    Session,
    lambda seminar, now: with_seats(
        Session.objects.filter(seminar=seminar, ends_at__gt=now, state=SessionState.PLANNED)
    ),
    *(-1, datetime(1, 1, 1, tzinfo=UTC)),
    also=("free_seats",),
)
_OWN: Final = PreparedInstances(
    Registration,
    lambda user, seminar: Registration.objects.filter(session__seminar=seminar, user=user, state__in=ACTIVE),
    *(-1, -2),
)
_INSTITUTIONS: Final = Prepared(
    lambda user: Membership.objects.filter(user=user).order_by("pk").values_list("institution"), -1
)
_QUESTIONS: Final = PreparedInstances(
    SeminarQuestion, lambda seminar: SeminarQuestion.objects.filter(seminar=seminar).order_by("position", "pk"), -1
)
_IS_ASKED: Final = Prepared(
    lambda seminar: SeminarQuestion.objects.filter(seminar=seminar).order_by().values_list("pk")[:1], -1
)


class Engagement(NamedTuple):
    """A session that is not over and for which a person has a seat or waits; `code` is that of its seminar."""

    session: int
    seminar: int
    code: str
    starts_at: datetime
    ends_at: datetime
    time_zone: str

    def overlaps(self, other: Session) -> bool:
        """Whether both take place at the same time."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


def _engagements(user: int, now: datetime) -> QuerySet[Any, Any]:
    sessions = Session.objects.filter(registrations__user=user, registrations__state__in=ACTIVE, ends_at__gt=now)
    return sessions.values_list("pk", "seminar", "seminar__code", "starts_at", "ends_at", "time_zone")


_ENGAGEMENTS: Final = Prepared(_engagements, *(-1, datetime(1, 1, 1, tzinfo=UTC)))
_OF_PERSON: Final = Together(_OWN, _INSTITUTIONS, _ENGAGEMENTS, _IS_ASKED)


@dataclass(frozen=True, kw_only=True)
class SessionChoice:
    """A session as somebody sees it who may register for it; `registration` is an own one that is not over."""

    session: Session
    meeting: Meeting
    registration: Registration | None

    @property
    def can_be_chosen(self) -> bool:
        """Whether the person could register for it now."""
        return self.registration is None and self.meeting.takes_registrations


@dataclass(frozen=True, kw_only=True)
class RegistrationBox:
    """What a seminar's page says of registering."""

    choices: Sequence[SessionChoice]

    @property
    def is_open(self) -> bool:
        """Whether this reader could register for something now."""
        return any(choice.can_be_chosen for choice in self.choices)


@dataclass(frozen=True, kw_only=True)
class Registering:
    """What the form asks one person: `institutions`, by id, are those on whose behalf the person may come."""

    choices: Sequence[SessionChoice]
    institutions: Sequence[int]
    engagements: Sequence[Engagement]
    questions: Sequence[SeminarQuestion]

    def clashes(self, sessions: Iterable[Session]) -> list[Engagement]:
        """What else takes place at the same time as one of these."""
        chosen = {session.pk: session for session in sessions}
        others = [other for other in self.engagements if other.session not in chosen]
        return [other for other in others if any(other.overlaps(one) for one in chosen.values())]


def published_seminar(code: str) -> Seminar | None:
    """The seminar of this code, if any page tells of it. One query."""
    return _PUBLISHED.first(code)


def registering(seminar: Seminar, user: User, language: str) -> Registering:
    """Gather what the form shows. Two queries, and one for what the organiser asks."""
    now = timezone.now()
    own, institutions, engagements, asked = _OF_PERSON.rows(
        (user.pk, seminar.pk), (user.pk,), (user.pk, now), (seminar.pk,)
    )
    known = {registration.session_id: registration for registration in _OWN.of_rows(own)}
    return Registering(
        choices=_choices(seminar, known, language),
        institutions=[institution for (institution,) in institutions],
        engagements=[Engagement(*row) for row in engagements],
        questions=_QUESTIONS.instances(seminar.pk) if asked else (),
    )


def session_choices(seminar: Seminar, user: object, language: str) -> list[SessionChoice]:
    """Sessions of a seminar that are not over, with the person's own registrations. Two queries, one for visitors."""
    # The preview of a new page shows a seminar that is not stored.
    if not seminar.pk:
        return []
    own = _OWN.instances(user.pk, seminar.pk) if isinstance(user, User) else ()
    return _choices(seminar, {registration.session_id: registration for registration in own}, language)


def _choices(seminar: Seminar, own: Mapping[int, Registration], language: str) -> list[SessionChoice]:
    return [
        SessionChoice(session=session, meeting=meeting_of(session, language), registration=own.get(session.pk))
        for session in _AHEAD.instances(seminar.pk, timezone.now())
    ]


def institutions_of(user: User) -> set[int]:
    """The institutions, by id, on whose behalf the person may come. One query."""
    return {institution for (institution,) in _INSTITUTIONS.rows(user.pk)}


def answers_of(users: Iterable[int], seminar: Seminar) -> dict[tuple[int, int], str]:
    """What these people answered to the organiser, by person and question. One query."""
    found = SeminarAnswer.objects.filter(question__seminar=seminar, user__in=set(users))
    return {(answer.user_id, answer.question_id): answer.text for answer in found}
