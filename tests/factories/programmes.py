from collections.abc import Sequence
from itertools import count

from academy.cms.models import HomePage
from courses.models import (
    Course,
    Programme,
    ProgrammeGroup,
    ProgrammeIndexPage,
    ProgrammeItem,
    ProgrammePage,
    Seminar,
)
from tests.factories.learning import add_page

_numbers = count(1)

Items = Sequence[Course | Seminar]
Group = Items | tuple[int, Items]


def make_programme(*groups: Group, **facts: object) -> Programme:
    """A published programme in each language; a group asks for all of its items, or for the number before them."""
    number = next(_numbers)
    programme = Programme.objects.create(code=f"PROGRAMME-{number:04}", **facts)
    for position, group in enumerate(groups):
        asked, items = group if isinstance(group, tuple) else (None, group)
        make_group(programme, items, position=position, required_count=asked)
    pages: dict[str, ProgrammePage] = {}
    for code, index in _indexes().items():
        page = ProgrammePage(
            programme=programme, title=f"Programme {number} {code}", slug=f"programme-{number}", summary="Summary"
        )
        pages[code] = add_page(index, page, index.locale, pages)
    return programme


def make_group(programme: Programme, items: Items, **facts: object) -> ProgrammeGroup:
    """A group with a title in each language."""
    title = {code: f"Group {code}" for code in ("az", "ru", "en")}
    group = ProgrammeGroup.objects.create(programme=programme, title=title, **facts)
    for position, item in enumerate(items):
        row = "course" if isinstance(item, Course) else "seminar"
        ProgrammeItem.objects.create(group=group, position=position, **{row: item})
    return group


def _indexes() -> dict[str, ProgrammeIndexPage]:
    indexes: dict[str, ProgrammeIndexPage] = {}
    for home in HomePage.objects.select_related("locale").order_by("path"):
        code = home.locale.language_code
        found = ProgrammeIndexPage.objects.filter(locale=home.locale).first()
        new = ProgrammeIndexPage(title=f"Programmes {code}", slug="programmes", show_in_menus=True)
        indexes[code] = found or add_page(home, new, home.locale, indexes)
    return indexes
