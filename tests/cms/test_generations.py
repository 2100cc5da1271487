"""One answer is made of one generation, and what changes it is seen by the next one, and by itself."""

from collections.abc import Callable

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from academy.cms import generations
from academy.cms.generations import GenerationMiddleware, begin_anew, generation

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return of which subjects the shared place was asked."""
    subjects: list[str] = []
    name = generations._name

    def told(subject: str) -> str:
        subjects.append(subject)
        return name(subject)

    monkeypatch.setattr(generations, "_name", told)
    return subjects


def answer(view: Callable[[], str]) -> str:
    def respond(_request: HttpRequest) -> HttpResponse:
        return HttpResponse(view())

    return GenerationMiddleware(respond)(RequestFactory().get("/")).content.decode()


def test_answer_asks_once_for_each_subject(asked: list[str]) -> None:
    begin_anew()
    begin_anew("catalogue")
    told = answer(lambda: " ".join([generation(), generation("catalogue"), generation(), generation("catalogue")]))
    assert asked == ["published", "catalogue"]
    assert told.split() == [generation(), generation("catalogue")] * 2


def test_next_answer_hears_of_a_publication() -> None:
    before = answer(generation)
    begin_anew()
    assert answer(generation) == generation() != before


def test_answer_that_publishes_goes_on_with_what_it_published() -> None:
    def publish() -> str:
        before = generation()
        begin_anew()
        return f"{before != generation()} {generation()}"

    assert answer(publish) == f"True {generation()}"


def test_answer_that_fails_leaves_nothing_behind(asked: list[str]) -> None:
    def fail() -> str:
        generation()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        answer(fail)
    generation()
    generation()
    assert asked == ["published"] * 3
