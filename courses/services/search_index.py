"""What the search of the catalogue finds a page by: kept beside the page, because folding is no work for a database."""

from collections.abc import Iterable
from functools import singledispatch
from itertools import chain

from django.utils.translation import override

from academy.cms.generations import begin_anew
from academy.languages import LANGUAGES
from courses.enums import Topic
from courses.models import Course, CoursePage, LessonPage, Programme, ProgrammePage, Seminar, SeminarPage
from courses.selectors.catalogue_index import CATALOGUE
from courses.selectors.folding import search_text_of

CataloguedPage = CoursePage | SeminarPage | ProgrammePage
CataloguedRow = Course | Seminar | Programme
MODELS: tuple[type[CataloguedPage], ...] = (CoursePage, SeminarPage, ProgrammePage)


def index_page(*, page: CataloguedPage) -> None:
    """Store the words of one page."""
    _index([page])


def index_row(*, row: CataloguedRow) -> None:
    """Store the words of a row’s pages: its code, shelfmark or topic may have changed."""
    _index(row.pages.all())


def index_course_of(*, lesson_page: LessonPage) -> None:
    """Store the words of the course page above a lesson: they hold the titles of its lessons."""
    _index(CoursePage.objects.ancestor_of(lesson_page))


def index_catalogue() -> int:
    """Store the words of every page, and return how many there are."""
    pages = list(chain.from_iterable(model.objects.all() for model in MODELS))
    _index(pages)
    return len(pages)


def announce_catalogue() -> None:
    """Let every process read the catalogue anew: something came into it, or went."""
    begin_anew(CATALOGUE)


def _index(pages: Iterable[CataloguedPage]) -> None:
    for page in pages:
        type(page).objects.filter(pk=page.pk).update(search_text=search_text_of(_texts(page)))
    announce_catalogue()


@singledispatch
def _texts(page: CataloguedPage) -> list[str]:
    raise TypeError(f"{type(page).__name__} does not stand in the catalogue")


@_texts.register
def _(page: CoursePage) -> list[str]:
    course = page.course
    lessons = LessonPage.objects.live().child_of(page).values_list("title", flat=True)
    outcomes = [str(outcome.value) for outcome in page.outcomes]
    own = [page.title, page.summary, page.audience, course.code, course.shelfmark]
    return [*own, *_topic(course.topic), *outcomes, *lessons]


@_texts.register
def _(page: SeminarPage) -> list[str]:
    aims = [str(aim.value) for aim in page.aims]
    agenda = [part.value["title"] for part in page.agenda]
    speakers = [speaker.value["name"] for speaker in page.speakers]
    own = [page.title, page.summary, page.seminar.code, *_topic(page.seminar.topic)]
    return [*own, *aims, *agenda, *speakers]


@_texts.register
def _(page: ProgrammePage) -> list[str]:
    return [page.title, page.summary, page.programme.code, *_topic(page.programme.topic)]


def _topic(topic: str) -> list[str]:
    """Name the topic in every language: a reader may look for it in another than that of the page."""
    names = []
    for language in LANGUAGES if topic else ():
        with override(language):
            names.append(str(Topic(topic).label))
    return names
