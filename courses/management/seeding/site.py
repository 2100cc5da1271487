"""The site around the courses: home pages, standing texts, the catalogue's and the seminars' index."""

from wagtail.models import Locale, Page, Site

from academy.cms.models import HomePage, StandardPage
from academy.languages import LANGUAGES
from courses.management.seeding.content import body_of, read
from courses.management.seeding.pages import locales, translated_pages
from courses.management.seeding.pictures import picture
from courses.models import CourseIndexPage, ProgrammeIndexPage, SeminarIndexPage

TEXTS = ("about", "help-learner", "help-trainer", "help-hr", "help-registrar", "privacy", "accessibility")
#: The text that trainers also read inside the CMS.
GUIDE = "help-trainer"
INDEXES = {
    "courses": {
        "az": ("Kataloq", "kurslar", "Kurslar, seminarlar və proqramlar: mövzu, səviyyə və dil üzrə seçin."),
        "ru": ("Каталог", "kursy", "Курсы, семинары и программы: выбирайте по теме, уровню и языку."),
        "en": ("Catalogue", "courses", "Courses, seminars and programmes: choose by topic, level and language."),
    },
    "programmes": {
        "az": ("Proqramlar", "proqramlar", "Bir məqsədə aparan kurs və seminarlar, sonunda ayrıca sertifikat."),
        "ru": ("Программы", "programmy", "Курсы и семинары, ведущие к одной цели, и отдельный сертификат в конце."),
        "en": (
            "Programmes",
            "programmes",
            "Courses and seminars that lead to one aim, with a certificate of their own.",
        ),
    },
    "seminars": {
        "az": ("Seminarlar", "seminarlar", "Əyani və onlayn görüşlər: tarix, yer və proqram."),
        "ru": ("Семинары", "seminary", "Очные и онлайн-занятия: даты, место и программа."),
        "en": ("Seminars", "seminars", "Meetings in person and online: dates, place and programme."),
    },
}


def seed_homes() -> dict[str, HomePage]:
    """Make the home page of each language and let the site begin at the Azerbaijani one."""
    Locale.objects.get_or_create(language_code=LANGUAGES[0])
    root = Page.objects.get(depth=1)
    homes = translated_pages(HomePage, dict.fromkeys(LANGUAGES, root), {code: _home(code) for code in LANGUAGES})
    site = Site.objects.filter(is_default_site=True).first() or Site(
        is_default_site=True, hostname="localhost", port=80
    )
    site.root_page, site.site_name = homes[LANGUAGES[0]], homes[LANGUAGES[0]].title
    site.save()
    Page.objects.filter(depth=2, slug="home", content_type__model="page").delete()
    return homes


def _home(code: str) -> dict[str, object]:
    texts = read("site", "site.toml")["home"][code]
    fields = {key: texts[key] for key in ("title", "headline", "lead", "seo_title", "search_description")}
    return fields | {"slug": f"home-{code}", "picture": picture("site", texts["image"])}


def seed_texts(homes: dict[str, HomePage]) -> None:
    """Make the standing texts below each home page."""
    for name in TEXTS:
        translated_pages(StandardPage, homes, {code: _text(code, name) for code in locales()})


def _text(code: str, name: str) -> dict[str, object]:
    texts = read("site", code, f"{name}.toml")
    return {
        "title": texts["title"],
        "slug": texts["slug"],
        "summary": texts["summary"],
        "search_description": texts["summary"],
        "body": body_of(texts["body"], folder="site", name=name),
        "in_guide": name == GUIDE,
    }


def seed_index(
    model: type[CourseIndexPage] | type[ProgrammeIndexPage] | type[SeminarIndexPage],
    key: str,
    homes: dict[str, HomePage],
) -> dict[str, Page]:
    """Make the index page of each language; it stands in the main menu."""
    return translated_pages(model, homes, {code: _index(*texts) for code, texts in INDEXES[key].items()})


def _index(title: str, slug: str, introduction: str) -> dict[str, object]:
    return {
        "title": title,
        "slug": slug,
        "introduction": introduction,
        "search_description": introduction,
        "show_in_menus": True,
    }
