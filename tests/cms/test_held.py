"""What a process holds for all readers: made once for a generation, each row for itself, and never for too long."""

from collections.abc import Callable, Collection

import pytest

from academy.cms import held as module
from academy.cms.generations import begin_anew
from academy.cms.held import THINGS, Shelf, held, held_of_each

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _keep(settings: object) -> None:
    settings.KEEP_PAGES = True


@pytest.fixture
def asked() -> list[list[int]]:
    """The rows that were made, for each time."""
    return []


@pytest.fixture
def make(asked: list[list[int]]) -> Callable[[Collection[int]], dict[int, str]]:
    def made(rows: Collection[int]) -> dict[int, str]:
        asked.append(list(rows))
        return {row: f"made {len(asked)} times" for row in rows}

    return made


def test_only_what_is_missing_is_made(make: Callable, asked: list[list[int]]) -> None:
    first, second = held_of_each("name", [1, 2], make), held_of_each("name", [2, 3], make)
    assert (first, second) == (
        {1: "made 1 times", 2: "made 1 times"},
        {2: "made 1 times", 3: "made 2 times"},
    )
    assert (asked, held_of_each("other name", [], make)) == ([[1, 2], [3]], {})


def test_publication_begins_anew(
    make: Callable, asked: list[list[int]], django_capture_on_commit_callbacks: Callable
) -> None:
    held_of_each("name", [1], make)
    with django_capture_on_commit_callbacks(execute=True):
        begin_anew()
    assert (held_of_each("name", [1], make), asked) == ({1: "made 2 times"}, [[1], [1]])


def test_nothing_is_held_longer_than_a_minute(
    make: Callable, asked: list[list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    held_of_each("name", [1], make)
    later = module.time.monotonic() + module.SECONDS + 1
    monkeypatch.setattr(module.time, "monotonic", lambda: later)
    assert (held_of_each("name", [1], make), asked) == ({1: "made 2 times"}, [[1], [1]])


def test_what_was_asked_for_longest_ago_makes_room(make: Callable, asked: list[list[int]]) -> None:
    most = THINGS.most
    held_of_each("name", range(most), make)
    held_of_each("name", [0], make)
    held_of_each("name", [most], make)
    held_of_each("name", [0, 1, most], make)
    assert (len(THINGS.names()), asked[1:]) == (most, [[most], [1]])


def test_one_shelf_takes_no_room_from_another(make: Callable, asked: list[list[int]]) -> None:
    other = Shelf(1)
    held_of_each("name", [1], make)
    for place in range(3):
        held(f"other-{place}", lambda: None, shelf=other)
    held_of_each("name", [1], make)
    assert (asked, [name.partition(":")[0] for name in other.names()]) == ([[1]], ["other-2"])


def test_nothing_is_something_that_can_be_held(make: Callable, asked: list[list[int]]) -> None:
    found = [held("name", lambda: asked.append([1])) for _time in range(2)]
    assert (found, asked) == ([None, None], [[1]])


def test_subject_of_its_own_outlives_other_publications(
    make: Callable, asked: list[list[int]], django_capture_on_commit_callbacks: Callable
) -> None:
    for subject in ("published", "catalogue", "other"):
        held_of_each("name", [1], make, subject="catalogue")
        with django_capture_on_commit_callbacks(execute=True):
            begin_anew(subject)
    held_of_each("name", [1], make, subject="catalogue")
    assert asked == [[1], [1]]


def test_what_is_announced_may_be_held_longer(
    make: Callable, asked: list[list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    begin = module.time.monotonic()
    for later in (0, 90, 110):
        monkeypatch.setattr(module.time, "monotonic", lambda later=later: begin + later)
        held_of_each("name", [1], make, seconds=100)
    assert asked == [[1], [1]]


def test_nothing_is_held_where_nothing_is_kept(make: Callable, asked: list[list[int]], settings: object) -> None:
    settings.KEEP_PAGES = False
    assert [held("name", lambda: make([7])[7]) for _time in range(2)] == ["made 1 times", "made 2 times"]
