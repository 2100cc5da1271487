"""The style guide: who may see it, that it forgets no component, and that its sketches work as real pages."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from academy.accounts.enums import Role
from academy.cms.styleguide.tokens import Colour, colours, contrast, distances, icons, steps
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

PAGES = ["styleguide", "styleguide_seminar", "styleguide_desk", "styleguide_statistics"]
COMPONENTS = sorted(path.name for path in Path(settings.BASE_DIR, "templates", "components").glob("[!_]*.html"))


@pytest.fixture
def editor(client_of) -> Client:
    return client_of(make_user(Role.EDITOR, language="en"))


def components_of(page: HttpResponse) -> set[str]:
    return {template.name for template in page.templates if template.name.startswith("components/")}


def names_on(page: HttpResponse) -> list[str]:
    return re.findall(r'<th scope="row"><a href="[^"]*">([^<]*)</a>', page.text)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("role", [Role.TRAINER, Role.EDITOR, Role.REGISTRAR, Role.ADMINISTRATOR])
def test_styleguide_opens_to_whoever_may_enter_the_cms(name: str, role: Role, client_of) -> None:
    assert client_of(make_user(role)).get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_styleguide_is_a_missing_page_for_others(name: str, client: Client, client_of) -> None:
    others = [client, client_of(make_user()), client_of(make_user(Role.HR))]
    assert [other.get(reverse(name)).status_code for other in others] == [404, 404, 404]


@pytest.mark.parametrize("name", PAGES)
def test_styleguide_takes_nothing(name: str, editor: Client) -> None:
    assert editor.post(reverse(name), {"name": "x"}).status_code == 405


def test_styleguide_shows_every_component(editor: Client) -> None:
    page = editor.get(reverse("styleguide"))
    missing = {f"components/{name}" for name in COMPONENTS} - components_of(page)
    assert missing == set()


def test_styleguide_names_every_component_by_its_file(editor: Client) -> None:
    named = set(re.findall(r"<h3[^>]*>(.*?)</h3>", editor.get(reverse("styleguide")).text))
    told_by_their_heading = {"icon.html", "ornament.html", "mark.html"}
    codes = {code for heading in named for code in re.findall(r"<code>(.*?)</code>", heading)}
    assert {name.removesuffix(".html") for name in COMPONENTS if name not in told_by_their_heading} - codes == set()


@pytest.mark.parametrize("name", PAGES[1:])
def test_sketch_is_made_of_what_the_guide_shows(name: str, editor: Client) -> None:
    shown = components_of(editor.get(reverse("styleguide")))
    assert components_of(editor.get(reverse(name))) - shown == set()


def test_styleguide_shows_every_token_and_icon(editor: Client) -> None:
    page = editor.get(reverse("styleguide")).text
    names = [colour.name for colour in colours()] + distances() + icons() + [f"step-{step}" for step in steps()]
    assert [name for name in names if f"<code>{name}</code>" not in page] == []


@pytest.mark.parametrize("name", PAGES)
def test_styleguide_has_no_inline_style_or_script(name: str, editor: Client) -> None:
    page = editor.get(reverse(name)).text
    assert re.findall(r"<style|<script(?![^>]*\bsrc=)|\s(?:style|on\w+)=", page) == []


def test_tables_of_tokens_are_read_from_the_files() -> None:
    assert (distances()[0], distances()[-1], steps()) == ("space-1", "space-7", ["4", "3", "2", "1", "0", "-1"])
    assert Colour("paper", "#fbf8f2", "#12181d") in colours()
    assert icons()[0] == "arrow-right"


def test_contrast_is_that_of_the_standard() -> None:
    assert [contrast(colour, "#ffffff") for colour in ("#000000", "#777777", "#ffffff")] == [21, 4.4, 1]


@pytest.mark.parametrize("ground", ["paper", "card", "wash"])
@pytest.mark.parametrize("text", ["ink", "ink-soft", "nar", "firuza", "gold"])
def test_text_can_be_read_on_every_ground(text: str, ground: str) -> None:
    palette = {colour.name: colour for colour in colours()}
    assert [value for value in palette[text].contrasts_on(palette[ground]) if value < 4.5] == []


@pytest.mark.parametrize("ground", ["paper", "card"])
def test_edge_of_a_field_can_be_seen(ground: str) -> None:
    palette = {colour.name: colour for colour in colours()}
    assert [value for value in palette["edge"].contrasts_on(palette[ground]) if value < 3] == []


def test_desk_is_sorted_as_the_alphabet_goes(editor: Client) -> None:
    page = editor.get(reverse("styleguide_desk"))
    first = ["Babayev Orxan", "Çobanzadə Nərgiz", "Əliyeva Günay", "Əsgərov Elçin", "Hüseynov Rauf"]
    assert names_on(page) == first
    assert page.text.count('aria-sort="ascending"') == 1


def test_desk_sorts_down_by_the_address(editor: Client) -> None:
    page = editor.get(reverse("styleguide_desk"), {"sort": "-hours"})
    assert names_on(page)[0] == "Məmmədova Sevinc"
    assert re.findall(r'<th[^>]*aria-sort="(\w+)"><a href="([^"]*)"', page.text) == [("descending", "?sort=hours")]


@pytest.mark.parametrize("order", ["state", "-department", "password", ""])
def test_desk_ignores_an_order_that_no_column_offers(order: str, editor: Client) -> None:
    page = editor.get(reverse("styleguide_desk"), {"sort": order})
    assert names_on(page)[0] == "Babayev Orxan"


def test_desk_keeps_filters_while_sorting_and_begins_paging_anew(editor: Client) -> None:
    page = editor.get(reverse("styleguide_desk"), {"state": "overdue", "page": "2"})
    assert names_on(page) == ["Əsgərov Elçin", "Quliyev Tural", "Ömərov Samir"]
    assert page.text.count('href="?state=overdue&amp;sort=hours"') == 1


def test_desk_keeps_order_and_filters_while_paging(editor: Client) -> None:
    page = editor.get(reverse("styleguide_desk"), {"sort": "last", "page": "2"})
    assert page.text.count('href="?sort=last&amp;page=3"') == 2
    assert page.text.count('<input type="hidden" name="sort" value="last">') == 1


def test_desk_with_filters_that_nobody_fits_says_so(editor: Client) -> None:
    page = editor.get(reverse("styleguide_desk"), {"q": "Nobody", "language": "en"})
    assert (names_on(page), page.text.count("Nothing fits these filters. Take one away.")) == ([], 1)


def test_desk_with_an_impossible_filter_shows_what_is_wrong(editor: Client) -> None:
    page = editor.get(reverse("styleguide_desk"), {"state": "foreign"})
    assert (page.status_code, page.text.count('aria-invalid="true"')) == (200, 1)


def test_statistics_say_the_same_in_the_plot_and_in_the_table(editor: Client) -> None:
    page = editor.get(reverse("styleguide_statistics")).text
    plotted = re.findall(r'class="plot-value"[^>]*>(\d+)<', page)
    rows = re.findall(r"<tr><td>\w+</td><td>(\d+)</td>", page)
    assert (len(plotted), plotted) == (12, rows)
