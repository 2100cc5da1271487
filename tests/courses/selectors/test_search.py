"""What the catalogue finds, counts and offers instead; on SQLite and on PostgreSQL alike."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from courses.enums import CatalogueKind, CatalogueOrder, Length, Level, SessionState, Topic
from courses.models import Course, CoursePage, Programme, ProgrammeIndexPage, ProgrammePage, Session
from courses.selectors.catalogue import cards_of
from courses.selectors.catalogue_index import Key
from courses.selectors.folding import words_asked
from courses.selectors.search import Wanted, find
from courses.services.search_index import index_page
from tests.factories.learning import make_course, make_seminar, make_site
from tests.factories.seminar_pages import speaker, write

pytestmark = pytest.mark.django_db


def titled(titles: dict[str, str], index: dict, **facts: object) -> Course:
    """A course whose pages have these titles."""
    course = make_course(lessons=0, languages=tuple(titles), index=index, **facts)
    for page in course.pages.select_related("locale"):
        CoursePage.objects.filter(pk=page.pk).update(title=titles[page.locale.language_code])
        index_page(page=CoursePage.objects.get(pk=page.pk))
    return course


def rows(keys: Sequence[Key]) -> list[object]:
    return [card.row for card in cards_of(keys, "az")]


@pytest.mark.parametrize(
    ("title", "question"),
    [
        ("Kitab və oxucu", "KİTAB"),
        ("Kitab və oxucu", "kıtab"),
        ("Kitab və oxucu", "китаб"),
        ("Əlifba kataloqu", "elifba"),
        ("Şəbəkə işığı", "sebeke isigi"),
        ("Учёт фонда", "учет"),
        ("Учёт фонда", "uchet fond"),
        ("Общий каталог", "obshchiy"),
        ("Elektron-kataloq", "kataloq elektron"),
        ("“MARC 21” formatı", "marc21"),
        ("UOT 025.45 və 94(479.24)", "025.4 479.24"),
    ],
)
def test_course_is_found_however_it_is_typed(title: str, question: str) -> None:
    course = titled({"az": title}, make_site())
    found = find(Wanted(words=words_asked(question)), "az")
    assert rows(found.keys) == [course]


@pytest.mark.parametrize("question", ["itab", "kitabxana", "kitab yox", "5.45", "%", "_", "k%b"])
def test_what_is_not_there_is_not_found(question: str) -> None:
    titled({"az": "Kitab 025.45"}, make_site())
    words = words_asked(question)
    assert rows(find(Wanted(words=words), "az").keys) == [] or not words


def test_all_words_must_stand_on_one_page() -> None:
    titled({"az": "Kitab", "ru": "Книга"}, make_site())
    found = [
        len(find(Wanted(words=words_asked(question)), "az").keys) for question in ("kitab", "книга", "kitab книга")
    ]
    assert found == [1, 1, 0]


def test_course_found_in_another_language_is_shown_in_the_readers() -> None:
    titled({"az": "Kitab", "ru": "Книга"}, make_site())
    (card,) = cards_of(find(Wanted(words=words_asked("книга")), "az").keys, "az")
    assert (card.title, card.is_fallback) == ("Kitab", False)


@pytest.fixture
def three_kinds() -> list[object]:
    """A course, a seminar and a programme."""
    index = make_site()
    course = make_course(index=index, topic=Topic.DIGITAL, level=Level.ADVANCED, cpd_hours=Decimal("2.9"))
    ahead = timezone.now() + timedelta(days=3)
    seminar = make_seminar(ahead, topic=Topic.DIGITAL, cpd_hours=Decimal(3))
    make_seminar(ahead - timedelta(days=9), topic=Topic.DIGITAL)
    Session.objects.filter(seminar=make_seminar(ahead, topic=Topic.DIGITAL)).update(state=SessionState.CANCELLED)
    programme = Programme.objects.create(code="PROGRAMME-1", topic=Topic.READERS, cpd_hours=Decimal("8.1"))
    home = index["az"].get_parent()
    parent = home.add_child(instance=ProgrammeIndexPage(title="P", slug="programmes", locale=home.locale))
    page = ProgrammePage(programme=programme, title="Programme", slug="programme", summary="S", locale=home.locale)
    parent.add_child(instance=page).save_revision().publish()
    return [course, seminar, programme]


def test_catalogue_holds_three_kinds_and_no_seminar_that_is_over_or_cancelled(three_kinds: list) -> None:
    cards = cards_of(find(Wanted(order=CatalogueOrder.TITLE), "az").keys, "az")
    assert {(card.row, card.kind) for card in cards} == set(zip(three_kinds, CatalogueKind, strict=True))


@pytest.mark.parametrize(
    ("criterion", "value", "places"),
    [
        ("kind", CatalogueKind.SEMINAR, [1]),
        ("topic", Topic.DIGITAL, [0, 1]),
        ("level", Level.ADVANCED, [0]),
        ("level", Level.BEGINNER, [2]),
        ("language", "ru", [0, 1]),
        ("length", Length.SHORT, [0]),
        ("length", Length.MEDIUM, [1]),
        ("length", Length.LONG, [2]),
    ],
)
def test_each_criterion_narrows(criterion: str, value: str, places: list[int], three_kinds: list) -> None:
    found = find(Wanted(**{criterion: value}), "az")
    assert set(rows(found.keys)) == {three_kinds[place] for place in places}


def test_counts_say_what_each_choice_would_give(three_kinds: list) -> None:
    counts = find(Wanted(topic=Topic.DIGITAL, kind=CatalogueKind.COURSE), "az").counts
    assert (dict(counts["kind"]), dict(counts["topic"])) == ({"course": 1, "seminar": 1}, {"digital": 1})


def test_newest_stands_first() -> None:
    index = make_site()
    courses = [titled({"az": title}, index) for title in ("Çap", "Cədvəl", "Dərs")]
    by_age, by_title = (rows(find(Wanted(order=order), "az").keys) for order in CatalogueOrder)
    assert (by_age, by_title) == (courses[::-1], [courses[1], courses[0], courses[2]])


def test_empty_result_says_what_each_part_costs_and_what_is_near() -> None:
    index = make_site()
    near = titled({"az": "Kataloq"}, index, topic=Topic.CATALOGUING)
    far = titled({"az": "Oxucu"}, index, topic=Topic.READERS)
    found = find(Wanted(words=words_asked("katolog"), topic=Topic.READERS), "az")
    assert (found.keys, dict(found.dropped)) == ([], {"words": 1, "topic": 0})
    assert rows(found.suggestions) == [near, far]


def test_result_needs_no_suggestions() -> None:
    titled({"az": "Kataloq"}, make_site())
    assert find(Wanted(), "az").suggestions == []


def test_seminar_is_found_by_aims_agenda_and_speakers() -> None:
    make_site()
    seminar = make_seminar(timezone.now() + timedelta(days=3))
    agenda = [{"type": "item", "value": {"time": "", "title": "Nəzarət cəmi", "who": ""}}]
    aims = [{"type": "aim", "value": "Faylları adlandırmaq"}]
    write(seminar, aims=aims, agenda=agenda, speakers=[speaker(name="Arxivzadə Leyla")])
    for question in ("adlandırmaq", "nezaret", "ARXİVZADƏ"):
        assert rows(find(Wanted(words=words_asked(question)), "az").keys) == [seminar]
