"""The work of the table of budgets: what is asked in each turn, and what it may cost."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import cycle, islice, repeat

from tests.benchmarks.client import Asked
from tests.benchmarks.dataset import ASKING, QUESTIONS, Dataset
from tests.benchmarks.million import STRANGERS, codes
from tests.benchmarks.shelf import rare_words

#: Questions a turn about what takes a millisecond or two: the processor's clock counts in hundredths of a second.
MANY = 100
#: What only people with a session are shown.
LOGGED_IN = b"/accounts/logout/"


@dataclass(frozen=True, kw_only=True)
class Work:
    """What is asked, and the most it may cost: processor in V, queries."""

    words: str
    questions: Callable[[Dataset, int], list[Asked]]
    most_cpu: float | None = None
    most_queries: int | None = None


def _seen(path: str, *, anew: bool, number: int = MANY) -> Callable[[Dataset, int], list[Asked]]:
    """Ask for a public page, for which no session is needed."""
    return lambda _data, _turn: list(
        repeat(Asked(path=path, status=200, marker=b"site-footer", anew=anew), ASKING if anew else number)
    )


def _pages(name: str, path: str) -> dict[str, Work]:
    return {
        f"{name}-hit": Work(words=f"{name}, kept", questions=_seen(path, anew=False), most_cpu=0.8, most_queries=0),
        f"{name}-miss": Work(words=f"{name}, anew", questions=_seen(path, anew=True), most_cpu=3.5, most_queries=4),
    }


def _of_each(data: Dataset, asked: Callable[[int, str], Asked]) -> list[Asked]:
    """Let everybody who asks do so once."""
    return [asked(place, session) for place, session in enumerate(data.sessions)]


def _read(path: str, marker: bytes) -> Callable[[Dataset, int], list[Asked]]:
    return lambda data, _turn: _of_each(
        data, lambda _place, session: Asked(path=path, status=200, marker=marker, session=session)
    )


def _save(data: Dataset, turn: int) -> list[Asked]:
    attempts = data.open_attempts[data.courses[0].pk]
    form = {"question-1": f"o{turn % 4}"}
    return _of_each(
        data,
        lambda place, session: Asked(
            path=f"/my/attempts/{attempts[place]}/answers/1/", status=200, marker=b"", session=session, form=form
        ),
    )


def _submit(data: Dataset, turn: int) -> list[Asked]:
    attempts = data.open_attempts[data.courses[turn + 1].pk]
    form = {f"question-{place}": f"o{place % 2}" for place in range(1, QUESTIONS + 1)}
    return _of_each(
        data,
        lambda place, session: Asked(
            path=f"/my/attempts/{attempts[place]}/submit/", status=302, marker=b"result", session=session, form=form
        ),
    )


def _sign_up(data: Dataset, turn: int) -> list[Asked]:
    path = f"/my/seminars/{data.seminars[turn].code}/register/"
    return _of_each(
        data, lambda _place, session: Asked(path=path, status=302, marker=b"/seminars/", session=session, form={})
    )


def _as(who: str, path: Callable[[Dataset], str], marker: bytes) -> Callable[[Dataset, int], list[Asked]]:
    """Ask for one page of staff or of the holder again and again."""
    return lambda data, _turn: list(
        repeat(Asked(path=path(data), status=200, marker=marker, session=getattr(data, who)), ASKING)
    )


def _studio(page: str) -> Callable[[Dataset], str]:
    return lambda data: f"/studio/courses/{data.courses[0].code}/{page}"


def _bare(data: Dataset, _turn: int) -> list[Asked]:
    return list(repeat(Asked(path=f"/bare/{data.certificate.code}/", status=200, marker=b"issued"), MANY))


def _verified(drawn: Iterable[str], status: int, verdict: str) -> list[Asked]:
    marker = f'data-verdict="{verdict}"'.encode()
    return [Asked(path=f"/verify/{code}/", status=status, marker=marker) for code in islice(drawn, MANY)]


def _known(data: Dataset, turn: int) -> list[Asked]:
    return _verified(data.known(start=turn * MANY), 200, "valid")


def _unknown(_data: Dataset, turn: int) -> list[Asked]:
    return _verified(islice(codes(STRANGERS), turn * MANY, None), 404, "unknown")


def _found(words: Iterable[str]) -> list[Asked]:
    paths = (f"/az/courses/?q={word}" for word in islice(words, ASKING))
    return [Asked(path=path, status=200, marker=b"catalogue-form") for path in paths]


#: V, by which everything is measured, and V once more: how far the two differ is noise.
V, V_AGAIN = "bare", "bare-again"
WORKS: dict[str, Work] = {
    V: Work(words="**V**: bare view, one query", questions=_bare),
    V_AGAIN: Work(words="the same once more", questions=_bare),
    "insert": Work(
        words="bare view, one row written",
        questions=lambda _data, _turn: list(repeat(Asked(path="/bare/insert/", status=200, marker=b"written"), MANY)),
    ),
    "plain": Work(
        words="plain page of Wagtail, one rich text",
        questions=lambda _data, _turn: list(
            repeat(Asked(path="/az/plain/?not=kept", status=200, marker=b"<h1>Plain"), MANY)
        ),
    ),
    **_pages("home", "/az/"),
    **_pages("catalogue", "/az/courses/"),
    **_pages("course", "/az/courses/course-1/"),
    **_pages("seminars", "/az/seminars/"),
    "lesson": Work(
        words="lesson of a learner",
        questions=_read("/az/courses/course-1/lesson-2/", LOGGED_IN),
        most_cpu=3.5,
        most_queries=5,
    ),
    "own-course": Work(
        words="course page of a learner",
        questions=_read("/az/courses/course-1/", LOGGED_IN),
        most_cpu=3.5,
        most_queries=5,
    ),
    "my": Work(words="/my/", questions=_read("/my/", LOGGED_IN), most_cpu=5, most_queries=8),
    "save": Work(words="an answer saved", questions=_save, most_cpu=2.5, most_queries=5),
    "submit": Work(words="ten questions submitted and marked", questions=_submit, most_cpu=4, most_queries=8),
    "sign-up": Work(words="seminar sign-up", questions=_sign_up, most_cpu=4, most_queries=8),
    "gradebook": Work(
        words="gradebook, first page",
        questions=_as("trainer", _studio("gradebook/"), b"@example.org"),
        most_cpu=9,
        most_queries=8,
    ),
    "gradebook-last": Work(
        words="gradebook, last page",
        questions=_as("trainer", _studio("gradebook/?page=9999"), b"@example.org"),
        most_cpu=9,
        most_queries=8,
    ),
    "statistics": Work(
        words="statistics of a quiz", questions=_as("trainer", _studio("quiz/"), b"<table"), most_cpu=9, most_queries=8
    ),
    "matrix": Work(
        words="matrix of the desk",
        questions=_as("officer", lambda data: f"/desk/{data.institution}/matrix/", b"learner"),
        most_cpu=9,
        most_queries=8,
    ),
    "known": Work(words="verification, a known code", questions=_known, most_cpu=1.5, most_queries=1),
    "unknown": Work(words="verification, an unknown code", questions=_unknown, most_cpu=1.5, most_queries=1),
    "download": Work(
        words="download of a certificate",
        questions=_as("holder", lambda data: f"/my/certificates/{data.certificate.code}.pdf", b"%PDF"),
        most_cpu=3,
        most_queries=4,
    ),
    "search": Work(
        words="search over 10,000 pages (in L)",
        questions=lambda _data, turn: _found(islice(cycle(rare_words()), turn * ASKING, None)),
        most_cpu=6,
        most_queries=4,
    ),
    "search-all": Work(
        words="the same, for a word of every page",
        questions=lambda _data, _turn: _found(repeat("course")),
        most_cpu=6,
        most_queries=4,
    ),
}
