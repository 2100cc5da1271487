"""What follows from an answer is asked by the same person."""

import pytest

from tests.benchmarks.client import Asked, converse


def test_conversation_goes_where_answers_lead() -> None:
    def then(location: str) -> Asked:
        return Asked(path=location, status=200, marker=b"", session="one")

    asked: list[str] = []

    def ask(one: Asked) -> str:
        asked.append(one.path)
        return "/attempts/7/"

    converse(Asked(path="/start/", status=302, marker=b"/attempts/", session="one", then=then), ask)
    assert asked == ["/start/", "/attempts/7/"]


@pytest.mark.parametrize(("status", "content"), [(500, b"course"), (200, b"sorry")])
def test_wrong_answer_ends_the_run(status: int, content: bytes) -> None:
    with pytest.raises(SystemExit, match="/az/ answers"):
        Asked(path="/az/", status=200, marker=b"course").check(status, content, "")
