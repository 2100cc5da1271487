"""Course pages by the thousand: a catalogue in Azerbaijani whose words are as often as those of a language are."""

import random
from collections.abc import Sequence
from datetime import timedelta
from itertools import accumulate, product

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import Page

from courses.enums import Level, Topic
from courses.models import Course, CourseIndexPage, CoursePage
from courses.services.search_index import announce_catalogue
from tests.benchmarks.rows import values_of, write_rows

SEED = 11
#: Of so many different words, so many are drawn for each page; the n-th word is n times as rare as the first.
WORDS, WORDS_OF_EACH, WORDS_OF_TITLE = 20_000, 60, 4
SYLLABLES = [a + b for a, b in product("bdfgklmnprstvz", "aeiou")]
FACTS = {"topic": list(Topic), "level": list(Level), "cpd_hours": ["1.0", "4.5", "12.0"]}


def fill_catalogue(number: int) -> None:
    """Publish course pages until the catalogue in Azerbaijani has so many."""
    index = CourseIndexPage.objects.get(locale__language_code="az")
    places = range(CoursePage.objects.filter(locale=index.locale, live=True).count(), number)
    texts = dict(zip(places, _texts(number)[places.start :], strict=True))
    Course.objects.bulk_create([_course(place) for place in places], batch_size=1_000)
    first = index.numchild + 1 - places.start
    Page.objects.bulk_create([_page(index, place, first + place, texts[place]) for place in places], batch_size=1_000)
    Page.objects.filter(pk=index.pk).update(numchild=index.numchild + len(places))
    courses, pages = (dict(model.objects.values_list(name, "pk")) for model, name in ((Course, "code"), (Page, "slug")))
    one = values_of(CoursePage(summary="Summary"))
    write_rows(CoursePage, (one | _own(pages, courses, _name(place), texts[place]) for place in places))
    announce_catalogue()


def rare_words() -> list[str]:
    """Return words that stand on a handful of pages each."""
    return _words()[500:2_000:5]


def _own(pages: dict[str, int], courses: dict[str, int], name: str, words: Sequence[str]) -> dict[str, object]:
    text = " ".join(["", "course", "summary", *words])
    return {"page_ptr_id": pages[name], "course_id": courses[name], "search_text": text}


def _name(place: int) -> str:
    return f"shelf-{place:06}"


def _course(place: int) -> Course:
    return Course(code=_name(place), **{name: values[place % len(values)] for name, values in FACTS.items()})


def _page(index: CourseIndexPage, place: int, step: int, words: Sequence[str]) -> Page:
    title, moment = " ".join(words[:WORDS_OF_TITLE]).capitalize(), timezone.now() - timedelta(minutes=place)
    return Page(
        title=title,
        draft_title=title,
        slug=_name(place),
        url_path=f"{index.url_path}{_name(place)}/",
        path=Page._get_path(index.path, index.depth + 1, step),
        depth=index.depth + 1,
        locale=index.locale,
        live=True,
        first_published_at=moment,
        last_published_at=moment,
        content_type=ContentType.objects.get_for_model(CoursePage),
    )


def _words() -> list[str]:
    """Return all words, the most frequent first; always the same."""
    chance = random.Random(SEED)
    found = {"".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))): None for _word in range(WORDS * 2)}
    return list(found)[:WORDS]


def _texts(number: int) -> list[list[str]]:
    chance, every = random.Random(SEED + 1), _words()
    weights = list(accumulate(1 / (place + 1) for place in range(len(every))))
    return [list(dict.fromkeys(chance.choices(every, cum_weights=weights, k=WORDS_OF_EACH))) for _page in range(number)]
