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
#: Growth of what does not depend on how much there is: no more than what two runs differ by.
INDEPENDENT = 1.1
#: How work ends that forgets all that is kept, of every page: in rounds of its own, after the others.
PUBLISHED = "-published"
#: What only people with a session are shown.
LOGGED_IN = b"/accounts/logout/"


@dataclass(frozen=True, kw_only=True)
class Work:
    """What is asked, and its budgets: at most so much of the processor in V, so many queries, and so many times what it
    takes with the smaller dataset; at least so much of V's answers a second.
    """

    words: str
    questions: Callable[[Dataset, int], list[Asked]]
    most_cpu: float | None = None
    most_queries: int | None = None
    most_growth: float | None = None
    least_rate: float | None = None

    @property
    def has_budget(self) -> bool:
        """Whether anything is asked of it."""
        return (self.most_cpu, self.most_queries, self.most_growth, self.least_rate) != (None,) * 4


def _seen(path: str, *, anew: str = "", number: int = MANY) -> Callable[[Dataset, int], list[Asked]]:
    """Ask for a public page, for which no session is needed."""
    return lambda _data, _turn: list(repeat(Asked(path=path, status=200, marker=b"site-footer", anew=anew), number))


def _pages(name: str, path: str) -> dict[str, Work]:
    return {
        f"{name}-hit": Work(words=f"{name}, kept", questions=_seen(path), most_cpu=0.8, most_queries=0),
        f"{name}-miss": Work(words=f"{name}, anew", questions=_seen(path, anew="page"), most_cpu=3.5, most_queries=4),
        f"{name}{PUBLISHED}": Work(
            words=f"{name}, after a publication", questions=_seen(path, anew="publication", number=ASKING)
        ),
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


def _whole_attempt(data: Dataset, turn: int) -> list[Asked]:
    """The quiz, the start, the page of questions, all answers submitted, the result."""
    code = data.courses[turn + 1].code
    return [_from_quiz_to_result(code, session) for session in data.beginners]


def _from_quiz_to_result(code: str, session: str) -> Asked:
    quiz, form = (
        f"/my/courses/{code}/quiz/",
        {f"question-{place}": f"o{place % 2}" for place in range(1, QUESTIONS + 1)},
    )

    def start(_location: str) -> Asked:
        return Asked(
            path=f"{quiz}start/", status=302, marker=b"/my/attempts/", session=session, form={}, then=questions
        )

    def questions(location: str) -> Asked:
        submitted = Asked(
            path=f"{location}submit/", status=302, marker=b"result", session=session, form=form, then=result
        )
        return Asked(path=location, status=200, marker=b"data-answers", session=session, then=lambda _none: submitted)

    def result(location: str) -> Asked:
        return Asked(path=location, status=200, marker=b"data-closed-attempt", session=session)

    return Asked(path=quiz, status=200, marker=b"/quiz/start/", session=session, then=start)


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


def _for_staff(words: str, questions: Callable[[Dataset, int], list[Asked]]) -> Work:
    """Give the pages that tell of many people one budget."""
    return Work(words=words, questions=questions, most_cpu=9, most_queries=8, most_growth=1.3)


def _studio(page: str) -> Callable[[Dataset], str]:
    return lambda data: f"/studio/courses/{data.courses[0].code}/{page}"


def _bare(data: Dataset, _turn: int) -> list[Asked]:
    return list(repeat(Asked(path=f"/bare/{data.certificate.code}/", status=200, marker=b"issued"), MANY))


def _verified(drawn: Iterable[str], status: int, verdict: str) -> list[Asked]:
    marker = f'data-verdict="{verdict}"'.encode()
    return [Asked(path=f"/verify/{code}/", status=status, marker=marker) for code in islice(drawn, MANY)]


def _known(data: Dataset, turn: int) -> list[Asked]:
    return _verified(data.known(start=turn * MANY), 200, "valid")


def _mistyped(data: Dataset, turn: int) -> list[Asked]:
    drawn = islice(data.known(start=turn * MANY), MANY)
    return _verified((code[:-1] + ("0" if code[-1] != "0" else "1") for code in drawn), 400, "malformed")


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
        most_growth=1.3,
    ),
    "own-course": Work(
        words="course page of a learner",
        questions=_read("/az/courses/course-1/", LOGGED_IN),
        most_cpu=3.5,
        most_queries=5,
        most_growth=1.3,
    ),
    "my": Work(words="/my/", questions=_read("/my/", LOGGED_IN), most_cpu=5, most_queries=8, most_growth=1.3),
    "save": Work(words="an answer saved", questions=_save, most_cpu=2.5, most_queries=5, most_growth=INDEPENDENT),
    "submit": Work(
        words="ten questions submitted and marked",
        questions=_submit,
        most_cpu=4,
        most_queries=8,
        most_growth=INDEPENDENT,
    ),
    "attempt": Work(words="whole attempt, with its pages", questions=_whole_attempt, most_cpu=18),
    "sign-up": Work(words="seminar sign-up", questions=_sign_up, most_cpu=4, most_queries=8),
    "gradebook": _for_staff("gradebook, first page", _as("trainer", _studio("gradebook/"), b"@example.org")),
    "gradebook-last": _for_staff(
        "gradebook, last page", _as("trainer", _studio("gradebook/?page=9999"), b"@example.org")
    ),
    "statistics": _for_staff("statistics of a quiz", _as("trainer", _studio("quiz/"), b"<table")),
    "question": _for_staff(
        "statistics of a question",
        _as("trainer", lambda data: _studio(f"quiz/questions/{data.question}/")(data), b"<table"),
    ),
    "matrix": _for_staff(
        "matrix of the desk", _as("officer", lambda data: f"/desk/{data.institution}/matrix/", b"learner")
    ),
    **{
        name: Work(
            words=f"verification, {words}",
            questions=questions,
            most_cpu=1.5,
            most_queries=1,
            most_growth=INDEPENDENT,
            least_rate=0.5,
        )
        for name, words, questions in (("known", "a known code", _known), ("unknown", "an unknown code", _unknown))
    },
    "mistyped": Work(words="verification, a code with a slip", questions=_mistyped),
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
        most_growth=1.5,
    ),
    "search-all": Work(
        words="the same, for a word of every page",
        questions=lambda _data, _turn: _found(repeat("course")),
        most_cpu=6,
        most_queries=4,
        most_growth=1.5,
    ),
}
#: Work that may be done any number of times.
READING = (
    *("home-hit", "catalogue-hit", "course-hit", "seminars-hit", "lesson", "own-course", "my", "gradebook"),
    *("statistics", "question", "matrix", "known", "unknown", "mistyped", "download", "search"),
)
