"""What search engines and other sites are told of pages: addresses, cards, structured data, sitemaps, robots."""

import json
import re
from pathlib import Path
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree as ET

import pytest
from django.conf import settings
from django.test import Client
from PIL import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page, PageViewRestriction

from academy.cms.models import HomePage, Picture
from academy.cms.structured_data import breadcrumbs, script_of
from academy.languages import LANGUAGES
from courses.models import LessonPage
from tests.factories.learning import make_course, make_seminar, make_site

SITE = settings.SITE_URL
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
#: WhatsApp leaves heavier pictures out; ours are flat drawings.
MOST_BYTES = 20_000
LINK = re.compile(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">')


def data_of(text: str) -> list[dict]:
    """Read back every thing that the data blocks of a page hold."""
    scripts = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    return [thing for script in scripts for thing in json.loads(script)["@graph"]]


def property_of(text: str, name: str) -> list[str]:
    return re.findall(rf'<meta property="{name}" content="([^"]*)">', text)


def card_of(text: str) -> dict[str, str]:
    """Map what is told of the picture to what it says."""
    return dict(re.findall(r'<meta property="og:image([^"]*)" content="([^"]*)">', text))


def locations(path: str) -> list[str]:
    return [place.text for place in ET.fromstring(Client().get(path).content).iter(f"{SITEMAP}loc")]  # noqa: S314


@pytest.mark.django_db
def test_page_names_its_translations_and_a_default() -> None:
    page = make_course(lessons=0).pages.get(locale__language_code="ru")
    text = Client().get(page.url).text
    addresses = [(code, f"{SITE}/{code}/courses/{page.slug}/") for code in LANGUAGES]
    assert LINK.findall(text) == [*addresses, ("x-default", addresses[0][1])]
    assert re.findall(r'<link rel="canonical" href="([^"]+)">', text) == [addresses[1][1]]


@pytest.mark.django_db
def test_translations_name_each_other() -> None:
    course = make_course(lessons=0, languages=("ru", "en"))
    named = {tuple(LINK.findall(Client().get(page.url).text)) for page in course.pages.all()}
    assert [[code for code, _address in links] for links in named] == [["ru", "en", "x-default"]]


@pytest.mark.django_db
def test_card_without_a_picture_speaks_for_the_page() -> None:
    page = make_course(lessons=0).pages.get(locale__language_code="en")
    page.search_description = "A “quoted” <b>promise</b>"
    page.save_revision().publish()
    text = Client().get(page.url).text
    assert property_of(text, "og:title") == [page.title]
    assert property_of(text, "og:description") == ["A “quoted” &lt;b&gt;promise&lt;/b&gt;"]
    assert property_of(text, "og:url") == [f"{SITE}{page.url}"]
    assert property_of(text, "og:locale") + property_of(text, "og:locale:alternate") == ["en_GB", "az_AZ", "ru_RU"]
    assert property_of(text, "og:image") == [f"{SITE}/static/sharing/course.png"]


@pytest.mark.django_db
@pytest.mark.parametrize(("summary", "told"), [("How ink dries.", "How ink dries."), ("", "All about paper.")])
def test_lesson_without_a_summary_is_described_as_its_course(summary: str, told: str) -> None:
    course = make_course(lessons=1, languages=("en",))
    course.pages.update(summary="All about paper.")
    LessonPage.objects.update(summary=summary)
    text = Client().get(LessonPage.objects.get().url).text
    assert property_of(text, "og:description") == [told]
    assert re.findall(r'<meta name="description" content="([^"]*)">', text) == [told]


@pytest.mark.django_db
def test_card_of_a_lesson_shows_the_cover() -> None:
    cover = Picture.objects.create(title="cover", file=get_test_image_file("cover.png", size=(1600, 900)))
    course = make_course(lessons=1, languages=("az",))
    course.pages.update(cover=cover)
    lesson = course.pages.get().get_children().get()
    rendition = card_of(Client().get(lesson.url).text)
    own = cover.renditions.get(filter_spec__startswith="fill-1200x630")
    assert rendition == {"": f"{SITE}{own.url}", ":type": "image/jpeg", ":width": "1200", ":height": "630"}


@pytest.mark.django_db
def test_pages_without_a_picture_show_the_drawing_of_their_kind() -> None:
    indexes = make_site()
    index = indexes["az"]
    lesson = make_course(lessons=1, languages=("az",), index=indexes).pages.get().get_children().get()
    seminar = make_seminar().pages.get(locale__language_code="az")
    pages = (index.get_parent(), index, lesson, seminar.get_parent(), seminar)
    addresses = [card_of(Client().get(page.url).text)[""] for page in pages]
    names = ("page", "course", "course", "seminar", "seminar")
    assert addresses == [f"{SITE}/static/sharing/{name}.png" for name in names]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/verify/", "/verify/3M99NGJY7ZDYPTGXF0AV/"])
def test_verification_shows_a_certificate_and_no_verdict(path: str) -> None:
    text = Client().get(f"{path}?language=en").text
    assert card_of(text)[""] == f"{SITE}/static/sharing/certificate.png"
    assert property_of(text, "og:title") == ["Verify a certificate"]


@pytest.mark.parametrize("name", ["page", "course", "seminar", "certificate"])
def test_drawing_is_small_and_of_the_size_that_is_told(name: str) -> None:
    path = Path(settings.BASE_DIR) / "static" / "sharing" / f"{name}.png"
    with Image.open(path) as image:
        assert (image.format, image.size) == ("PNG", (1200, 630))
    assert path.stat().st_size < MOST_BYTES


@pytest.mark.django_db
def test_home_page_says_who_runs_the_site() -> None:
    make_site()
    organization, website = data_of(Client().get("/ru/").text)
    assert (organization["@type"], organization["url"]) == ("Organization", f"{SITE}/")
    assert (website["@type"], website["url"], website["inLanguage"]) == ("WebSite", f"{SITE}/ru/", "ru")
    assert website["publisher"] == {"@id": organization["@id"]}


@pytest.mark.django_db
def test_other_pages_say_where_they_stand() -> None:
    page = make_course(lessons=1, languages=("en", "az")).pages.get(locale__language_code="en").get_children().get()
    trail = next(thing for thing in data_of(Client().get(page.url).text) if thing["@type"] == "BreadcrumbList")
    assert [step["position"] for step in trail["itemListElement"]] == [1, 2, 3, 4]
    assert [step["item"] for step in trail["itemListElement"]] == [
        f"{SITE}{path}" for path in ("/en/", "/en/courses/", page.get_parent().url, page.url)
    ]


def test_structured_data_cannot_end_its_element() -> None:
    script = script_of(breadcrumbs({"/": "</script><script>alert(1)</script> & “səhifə”\u2028"}))
    assert (script.count("<"), script.count(">"), script.count("&")) == (2, 2, 0)
    assert data_of(script)[0]["itemListElement"][0]["name"] == "</script><script>alert(1)</script> & “səhifə”\u2028"


@pytest.mark.django_db
def test_sitemap_index_names_one_sitemap_per_language() -> None:
    make_site()
    paths = [address.partition("//")[2].partition("/")[2] for address in locations("/sitemap.xml")]
    assert paths == ["sitemap-az.xml", "sitemap-ru.xml", "sitemap-en.xml"]


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_sitemap_holds_exactly_the_public_pages_of_its_language(language: str) -> None:
    indexes = make_site()
    shown = make_course(lessons=2, index=indexes).pages.get(locale__language_code=language)
    hidden = make_course(lessons=1, index=indexes).pages.get(locale__language_code=language)
    private = make_course(lessons=1, index=indexes).pages.get(locale__language_code=language)
    hidden.unpublish()
    hidden.get_children().get().unpublish()
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    path = f"/{language}/courses/"
    expected = [f"/{language}/", path, *(f"{path}{shown.slug}/{step}" for step in ("", "lesson-1/", "lesson-2/"))]
    assert locations(f"/sitemap-{language}.xml") == [f"{SITE}{path}" for path in expected]


@pytest.mark.django_db
def test_sitemap_names_translations_as_the_pages_do() -> None:
    page = make_course(lessons=0, languages=("az", "en")).pages.get(locale__language_code="en")
    text = Client().get("/sitemap-en.xml").text
    entry = text[text.index(f"<loc>{SITE}{page.url}</loc>") :].partition("</url>")[0]
    assert re.findall(r'hreflang="([^"]+)" href="([^"]+)"', entry) == LINK.findall(Client().get(page.url).text)


@pytest.mark.django_db
@pytest.mark.parametrize("courses", [1, 3])
def test_sitemap_costs_the_same_for_one_course_and_for_three(courses: int, django_assert_num_queries) -> None:
    indexes = make_site()
    for _course in range(courses):
        make_course(lessons=courses, index=indexes)
    Client().get("/sitemap-az.xml")
    with django_assert_num_queries(5):
        Client().get("/sitemap-az.xml")


@pytest.mark.django_db
def test_sitemap_of_another_language_is_missing() -> None:
    assert Client().get("/sitemap-tr.xml").status_code == 404


@pytest.mark.django_db
def test_sitemap_of_a_language_without_a_home_page_is_empty() -> None:
    make_site()
    Page.objects.get(pk=HomePage.objects.get(locale__language_code="ru").pk).delete()
    assert locations("/sitemap-ru.xml") == []


@pytest.mark.parametrize(
    ("path", "may"),
    [
        ("/az/", True),
        ("/en/courses/udc/", True),
        ("/media/cover.jpg", True),
        ("/my/", False),
        ("/my/certificates/", False),
        ("/verify/7K3M-9QTX/", False),
        ("/accounts/login/", False),
        ("/admin/", False),
        ("/desk/", False),
        ("/studio/", False),
    ],
)
def test_robots_keep_out_of_what_is_personal(path: str, may) -> None:
    rules = RobotFileParser()
    rules.parse(Client().get("/robots.txt").text.splitlines())
    assert rules.can_fetch("Anybot", f"{SITE}{path}") == may
    assert rules.site_maps() == [f"{SITE}/sitemap.xml"]
