"""Sets of rows find, count, sort and suggest what looking at every row does."""

import random
from datetime import timedelta
from itertools import chain, product

import pytest
from django.utils import timezone

from courses.enums import CatalogueKind, CatalogueOrder, Length, Level, Topic
from courses.models import CoursePage, Programme, ProgrammeIndexPage, ProgrammePage, SeminarPage
from courses.selectors.folding import words_asked
from courses.selectors.search import Wanted, find
from courses.services.search_index import index_page
from tests.courses.selectors.plain_search import find_plainly
from tests.factories.learning import add_page, make_course, make_seminar, make_site

pytestmark = pytest.mark.django_db

WORDS = ["kitab", "kitabxana", "kataloq", "каталог", "oxucu", "Şəbəkə", "025.45", "marc", "Ölkə", "Ilıq"]
QUESTIONS = ["", "kit", "kitab", "katalog", "k", "025.4 kitab", "oxucu şəbəkə marc", "katolok", "zzz", "zzz kit", "ıl"]
LANGUAGES = (("az",), ("ru",), ("az", "ru", "en"), ("ru", "en"), ("en", "az"))


@pytest.fixture
def _catalogue() -> None:
    """Two dozen rows whose titles are of the same few words."""
    chance, index = random.Random(5), make_site()
    for place in range(14):
        facts = {
            "topic": list(Topic)[place % 3],
            "level": list(Level)[place % 2],
            "cpd_hours": chance.choice([1, 3, 9]),
        }
        make_course(lessons=0, languages=LANGUAGES[place % 5], index=index, **facts)
    for place in range(6):
        make_seminar(timezone.now() + timedelta(days=place - 2), topic=list(Topic)[place % 3], cpd_hours=place)
    _programmes(index)
    for page in chain.from_iterable(model.objects.all() for model in (CoursePage, SeminarPage, ProgrammePage)):
        model = type(page)
        title = " ".join(chance.sample(WORDS, 2))
        model.objects.filter(pk=page.pk).update(title=title, live=chance.random() < 0.9)
        index_page(page=model.objects.get(pk=page.pk))


def _programmes(index: dict) -> None:
    home = index["az"].get_parent()
    parent = add_page(home, ProgrammeIndexPage(title="P", slug="programmes"), home.locale, {})
    for place in range(3):
        programme = Programme.objects.create(code=f"PROGRAMME-{place}", topic=Topic.READERS, level=Level.ADVANCED)
        page = ProgrammePage(programme=programme, title="P", slug=f"p-{place}", summary="S")
        add_page(parent, page, parent.locale, {})


@pytest.mark.usefixtures("_catalogue")
def test_sets_find_what_looking_at_every_row_does() -> None:
    facts = [
        {},
        {"kind": CatalogueKind.COURSE},
        {"topic": Topic.READERS, "level": Level.ADVANCED},
        {"language": "ru", "length": Length.MEDIUM},
        {"kind": CatalogueKind.SEMINAR, "level": Level.BEGINNER},
    ]
    asked = [
        (Wanted(words=words_asked(question), order=order, **narrowed), language)
        for question, order, narrowed, language in product(QUESTIONS, CatalogueOrder, facts, ("az", "ru"))
    ]
    found = [find(wanted, language) for wanted, language in asked]
    assert found == [find_plainly(wanted, language) for wanted, language in asked]
    assert len({tuple(one.keys) for one in found}) > len(QUESTIONS)


def test_empty_catalogue_has_nothing_to_suggest() -> None:
    wanted = Wanted(words=("kitab",), kind=CatalogueKind.COURSE)
    assert find(wanted, "az") == find_plainly(wanted, "az")
