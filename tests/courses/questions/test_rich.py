"""Formatted texts: what is kept, what is shown, and that nothing runs."""

import re

import pytest
from django.template import Context, Template
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.questions import TYPES
from courses.questions.rich import (
    Rich,
    RichLine,
    address_of,
    cleaned,
    html_of,
    picture_named,
    pictures_in,
    plain_in,
    shown_in,
    texts_of_html,
)
from tests.factories.questions import BODIES, words

EMBED = '<embed embedtype="image" id="12" alt="A card"/>'
TAG = re.compile(r"<(/?[a-zA-Z][a-zA-Z0-9]*)([^<>]*)>")
#: What a page may hold of a formatted text: elements with these attributes, and text.
ALLOWED = re.compile(
    r"</?(p|ul|ol|li|b|i|sub|sup|code)>|<br/>|</a>"
    r'|<a href="(https?://|mailto:|/(?!/))[^"<>\s]*">'
    r'|<img class="question-picture" src="/my/pictures/[\w:%-]+/" alt="[^"<>]*" loading="lazy">',
    re.IGNORECASE,
)
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href=" JaVaScRiPt:alert(1)">x</a>',
    '<a href="java\nscript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<a href="//evil.example/">x</a>',
    '<a href="/\\evil.example/">x</a>',
    '<a href="https://ok.example/" onclick="alert(1)">x</a>',
    '<p onmouseover="alert(1)" style="position:fixed">x</p>',
    "<math><mtext></p><img src onerror=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<b <script>alert(1)</script>>x</b>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<style>@import '//evil.example'</style>",
    '<embed src="/evil.swf"/>',
    '<embed embedtype="image" id="12" alt="&quot; onload=&quot;alert(1)"/>',
    '<embed embedtype="image" id="12&quot; onload=&quot;" alt="x"/>',
    '<embed embedtype="media" url="https://evil.example/"/>',
    "<form action=/x><input name=a><button>b</button></form>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<p>\x00<scr\x00ipt>alert(1)</scr\x00ipt></p>",
    "<a href='https://a.example/\"><script>alert(1)</script>'>x</a>",
    pytest.param("<ul><li><ul>" * 2000, id="many lists"),
    pytest.param("<a " * 5000, id="many openings"),
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 1 ?><b>x",
]

PIECES = [*HOSTILE[:20], "<p>", "</p>", "<", ">", '"', "'", "&", "<b>", "</a>", "x"]


def shown(html: str) -> str:
    return Template("{{ text }}").render(Context({"text": Rich(html)}))


def foreign_markup(page: str) -> list[str]:
    """What looks like an element and is none of those that we write."""
    return [found[0] for found in re.finditer(r"<[^>]*>?", page) if not ALLOWED.fullmatch(found[0])]


@pytest.mark.parametrize("html", HOSTILE)
@pytest.mark.parametrize("kind", [Rich, RichLine])
def test_nothing_foreign_is_shown_whatever_is_stored(html: str, kind: type[Rich]) -> None:
    assert foreign_markup(kind(html).__html__()) == []
    assert foreign_markup(kind(cleaned(html)).__html__()) == []


@settings(deadline=None, max_examples=300)
@given(
    st.lists(st.sampled_from([*HOSTILE[:20], "<p>", "</p>", "<", ">", '"', "'", "&", "<b>", "</a>", "x"]), max_size=8)
)
def test_pieces_of_it_make_nothing_foreign(pieces: list[str]) -> None:
    html = "".join(pieces)
    assert foreign_markup(Rich(html).__html__()) == []
    assert cleaned(cleaned(html)) == cleaned(html)


@pytest.mark.parametrize("key", TYPES)
def test_stored_script_never_reaches_a_review(key: str) -> None:
    """A row of the database that no form has written."""
    hostile = {code: "".join(HOSTILE[:20]) for code in words("")} | {"markup": "html"}
    body = dict(BODIES[key]) | {"stem": hostile, "explanation": hostile}
    if "options" in body:
        body["options"] = [option | {"text": hostile, "feedback": hostile} for option in body["options"]]
    review = TYPES[key].review(body, None, language="az")
    told = [review.stem, review.explanation, *(text for row in review.options for text in (row.text, row.feedback))]
    page = Template("{% for text in told %}{{ text }}{% endfor %}").render(Context({"told": told}))
    assert foreign_markup(page) == []


def test_known_elements_are_kept_and_well_nested() -> None:
    html = "<div>One <strong>two <em>three</strong> four</em></div><ul><li>five<li>six</ul>H<sub>2</sub>O"
    assert cleaned(html) == ("<p>One <b>two <i>three</i></b> four</p><ul><li>five<li>six</li></li></ul>H<sub>2</sub>O")


def test_plain_text_stays_escaped_text() -> None:
    assert shown_in({"az": "<b>x</b>"}, "az") == "<b>x</b>"
    assert Template("{{ text }}").render(Context({"text": shown_in({"az": "<b>"}, "az")})) == "&lt;b&gt;"


@pytest.mark.parametrize("text", ["One", "One\ntwo", "a < b & c > d", '"quoted"', "  spaces  "])
def test_text_without_formats_comes_back_plain(text: str) -> None:
    assert texts_of_html({"az": html_of({"az": text}, "az")}) == {"az": text.strip()}


def test_one_formatted_language_makes_all_formatted() -> None:
    texts = texts_of_html({"az": "<p>bir <b>iki</b></p>", "ru": "<p>a &lt; b</p>", "en": "<p></p>"})
    assert texts == {"az": "<p>bir <b>iki</b></p>", "ru": "<p>a &lt; b</p>", "markup": "html"}
    assert [plain_in(texts, code) for code in ("az", "ru", "en")] == ["bir iki", "a < b", "bir iki"]


def test_line_has_no_blocks() -> None:
    assert RichLine("<p>One</p><ul><li>two</li></ul>").__html__() == "One<br/>two"


def test_picture_has_a_signed_address_and_words() -> None:
    address = address_of(12)
    assert shown(EMBED) == f'<img class="question-picture" src="{address}" alt="A card" loading="lazy">'
    assert (Rich(f"<p>See</p>{EMBED}").plain, pictures_in([{"a": {"az": EMBED}}])) == ("See\n[A card]", {12})
    signed = address.rstrip("/").rsplit("/", 1)[-1]
    assert (picture_named(signed), picture_named("12:x"), picture_named("12")) == (12, None, None)


@pytest.mark.django_db
def test_picture_is_found_by_its_address_alone(client_of) -> None:
    from wagtail.images.tests.utils import get_test_image_file  # noqa: PLC0415

    from academy.cms.models import Picture  # noqa: PLC0415 - the other tests need no database
    from tests.factories.people import make_user  # noqa: PLC0415

    picture = Picture.objects.create(title="Card", file=get_test_image_file(), width=640, height=480)
    browser = client_of(make_user())
    assert browser.get(address_of(picture.pk)).url == picture.get_rendition("max-1000x1000").url
    assert browser.get(address_of(picture.pk + 1)).status_code == 404
    assert browser.get(reverse("question_picture", args=[f"{picture.pk}:x"])).status_code == 404
