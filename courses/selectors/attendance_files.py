"""An online room's file with whom each of its people is taken for, at this moment."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from academy.accounts.models import User
from courses.attendance.presence import Interval, minutes_present
from courses.enums import SEATED, MatchState, StayProblem
from courses.models import Attendance, AttendanceFile, Session
from courses.selectors.folding import words_of

#: So many words of a name have to be the same: a first name alone is no evidence.
FEWEST_WORDS = 2


@dataclass(frozen=True, kw_only=True)
class FilePerson:
    """One person of the file. `number` is the place in the file, `people` those who may be chosen."""

    number: int
    email: str
    name: str
    stays: Sequence[Interval]
    minutes: int
    state: MatchState
    problem: str
    people: Sequence[User]

    @property
    def joined(self) -> datetime | None:
        """When the person came first."""
        return min((stay[0] for stay in self.stays), default=None)

    @property
    def left(self) -> datetime | None:
        """When the person left last."""
        return max((stay[1] for stay in self.stays), default=None)

    @property
    def is_chosen(self) -> bool:
        """Whether somebody has to say who it is."""
        return self.state in {MatchState.DOUBTFUL, MatchState.SEATLESS}


@dataclass(frozen=True, kw_only=True)
class _Known:
    """Who may be meant: everybody with a seat, accounts of the file's addresses, and who is recorded already."""

    seated: dict[str, User]
    accounts: dict[str, User]
    recorded: set[int]

    def namesakes(self, name: str) -> list[User]:
        """People with a seat whose name holds all words of this one, or the other way round."""
        return [user for user in self.seated.values() if is_same_name(name, user.legal_name)]


def file_people(file: AttendanceFile) -> list[FilePerson]:
    """Everybody in the file. Three queries, however many there are."""
    known = _known(file)
    return [_person(number, row, file.session, known) for number, row in enumerate(file.rows)]


def _known(file: AttendanceFile) -> _Known:
    addresses = {row["email"] for row in file.rows if row["email"]}
    seated = User.objects.filter(registrations__session=file.session_id, registrations__state__in=SEATED)
    return _Known(
        seated={user.email.lower(): user for user in seated},
        accounts={user.email.lower(): user for user in User.objects.filter(email__in=addresses)},
        recorded=set(Attendance.objects.filter(session=file.session_id).values_list("user", flat=True)),
    )


def _person(number: int, row: dict, session: Session, known: _Known) -> FilePerson:
    stays = [(_moment(joined), _moment(left)) for joined, left in row["stays"]]
    minutes = minutes_present((session.starts_at, session.ends_at), stays)
    # The report of another day would record everybody with nothing, and then stand in the way of the right one.
    problem = row["problem"] or (StayProblem.OUTSIDE.value if not minutes else "")
    state, people = _match(row | {"problem": problem}, known)
    return FilePerson(
        number=number,
        email=row["email"],
        name=row["name"],
        stays=stays,
        minutes=minutes,
        state=state,
        problem=str(StayProblem(problem).label) if problem else "",
        people=people,
    )


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _match(row: dict, known: _Known) -> tuple[MatchState, Sequence[User]]:
    """Whom the row means: by address first; a name is no more than a hint, about which a person decides."""
    if row["problem"]:
        return MatchState.UNREADABLE, ()
    account = known.seated.get(row["email"]) or known.accounts.get(row["email"])
    if account and account.pk in known.recorded:
        return MatchState.RECORDED, (account,)
    if row["email"] in known.seated:
        return MatchState.KNOWN, (known.seated[row["email"]],)
    namesakes = [user for user in known.namesakes(row["name"]) if user.pk not in known.recorded]
    own = [account] if account else []
    if namesakes:
        return MatchState.DOUBTFUL, (*namesakes, *own)
    return (MatchState.SEATLESS, own) if own else (MatchState.UNKNOWN, ())


def is_same_name(one: str, other: str) -> bool:
    """Whether the words of the shorter name all stand in the longer one, in any order: people write both in a room."""
    short, long = sorted((set(words_of(one)), set(words_of(other))), key=len)
    return len(short) >= FEWEST_WORDS and short <= long


def count_matches(people: Iterable[FilePerson]) -> Counter[MatchState]:
    """How many people are in each state."""
    return Counter(person.state for person in people)
