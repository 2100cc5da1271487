import re

import pytest
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from wagtail.blocks import StreamValue
from wagtail.models import Page

from academy.cms.blocks import AGENDA_BLOCKS, BODY_BLOCKS, MATERIAL_BLOCKS, SPEAKER_BLOCKS
from academy.cms.blocks.embed import VideoEmbedBlock, player_of
from academy.cms.blocks.heading import anchored
from academy.cms.blocks.table import TableBlock
from academy.cms.models import StandardPage


def table(rows: list[list[str]]) -> dict:
    return {"caption": "Caption", "columns": ["One", "Two"], "rows": rows}


def test_table_with_a_row_too_short_is_refused() -> None:
    block = TableBlock()
    with pytest.raises(ValidationError):
        block.clean(block.to_python(table([["1", "2"], ["3"]])))


def test_table_shows_caption_heads_and_cells() -> None:
    block = TableBlock()
    html = block.render(block.clean(block.to_python(table([["1", "<b>2</b>"]]))))
    assert [html.count(tag) for tag in ("<caption", "<th ", "<td")] == [1, 2, 2]
    assert "&lt;b&gt;2&lt;/b&gt;" in html


@pytest.mark.parametrize(
    ("address", "player"),
    [
        ("https://www.youtube.com/watch?v=abcdefghijk", "https://www.youtube-nocookie.com/embed/abcdefghijk"),
        ("https://youtu.be/abcdefghijk", "https://www.youtube-nocookie.com/embed/abcdefghijk"),
        ("https://vimeo.com/123456789", "https://player.vimeo.com/video/123456789"),
    ],
)
def test_player_of_a_listed_host(address: str, player: str) -> None:
    assert player_of(address)[1] == player


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/video.mp4",
        "http://www.youtube.com/watch?v=abcdefghijk",
        "https://www.youtube.com.evil.example/watch?v=abcdefghijk",
        'https://youtu.be/abcdefghijk"><script>',
        "javascript:alert(1)",
    ],
)
def test_video_of_any_other_address_is_refused(address: str) -> None:
    block = VideoEmbedBlock()
    with pytest.raises(ValidationError):
        block.clean(block.to_python({"address": address, "title": "Title", "transcript": ""}))


def test_embedded_video_asks_no_foreign_host_before_the_reader_does() -> None:
    block = VideoEmbedBlock()
    html = block.render(block.to_python({"address": "https://vimeo.com/123456789", "title": "T", "transcript": ""}))
    assert [tag for tag in ("<iframe", "<img", "<script", "src=") if tag in html] == []


def body_of(*headings: str) -> StreamValue:
    blocks = [{"type": "heading", "value": heading} for heading in headings]
    return StandardPage(title="T", body=[{"type": "quotation", "value": {"text": "Q"}}, *blocks]).body


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("heading", "anchor"),
    [("Ümumi bölgülər", "_ümumi-bölgülər"), ("Что такое УДК?", "_что-такое-удк"), ("A & B", "_a-b"), ("main", "_main")],
)
def test_anchor_keeps_the_letters_of_every_language(heading: str, anchor: str) -> None:
    assert [found for _block, found in anchored(body_of(heading))] == ["", anchor]


@pytest.mark.django_db
def test_equal_headings_have_anchors_of_their_own() -> None:
    body = body_of("Example", "Example 2", "example", "Example", "?", "!")
    expected = ["_example", "_example-2", "_example-3", "_example-4", "_", "_-2"]
    assert [anchor for _block, anchor in anchored(body) if anchor] == expected


@pytest.mark.django_db
def test_body_gives_its_headings_their_anchors() -> None:
    html = render_to_string("cms/_body.html", {"body": body_of("Example", "Example")})
    assert re.findall(r"<h2.*</h2>", html) == ['<h2 id="_example">Example</h2>', '<h2 id="_example-2">Example</h2>']


@pytest.mark.django_db
def test_markup_in_a_body_is_shown_as_text() -> None:
    hostile = "<script>alert(1)</script>"
    page = StandardPage(
        title="T",
        slug="t",
        body=[
            {"type": "heading", "value": hostile},
            {"type": "quotation", "value": {"text": hostile, "source": hostile}},
            {"type": "definition", "value": {"term": hostile, "text": hostile}},
            {"type": "callout", "value": {"kind": "tip", "title": hostile, "text": "<p>ok</p>"}},
        ],
    )
    Page.objects.get(depth=1).add_child(instance=page)
    assert "<script" not in page.body.render_as_block()


def test_every_block_has_a_name_an_icon_and_a_template() -> None:
    incomplete = [
        name
        for name, block in (*BODY_BLOCKS, *AGENDA_BLOCKS, *MATERIAL_BLOCKS, *SPEAKER_BLOCKS)
        if not (block.label and block.meta.icon and block.meta.template.startswith("cms/blocks/"))
    ]
    assert incomplete == []
