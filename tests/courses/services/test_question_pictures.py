"""Pictures in files of questions: they come in, go out, and what is none stays out."""

import base64
import io

import pytest
from PIL import Image

from academy.cms.models import Picture
from courses.formats.items import File
from courses.formats.refusals import QuestionUnclear, Refusal
from courses.models import Question, QuestionBank
from courses.questions.rich import pictures_in
from courses.services.question_import import import_questions, plan_import
from courses.services.question_items import export_bank
from courses.services.question_pictures import read_picture
from courses.services.questions import newest_body

pytestmark = pytest.mark.django_db


def picture_file(kind: str = "PNG", size: tuple[int, int] = (4, 3)) -> str:
    stream = io.BytesIO()
    Image.new("RGB", size, "red").save(stream, kind)
    return base64.b64encode(stream.getvalue()).decode()


def question(
    content: str, text: str = '<p>See <b>this</b> <img src="@@PLUGINFILE@@/a%20b.png" alt="A card"/></p>'
) -> bytes:
    return f"""<quiz><question type="multichoice"><name><text>Card</text></name>
    <questiontext format="html"><text><![CDATA[{text}]]></text>
    <file name="a b.png" path="/" encoding="base64">{content}</file></questiontext><single>true</single>
    <answer fraction="100"><text>One</text></answer><answer fraction="0"><text>Two</text></answer>
    </question></quiz>""".encode()


@pytest.fixture
def bank() -> QuestionBank:
    return QuestionBank.objects.create(name={"az": "Bank"})


def bring(content: bytes, bank: QuestionBank) -> None:
    import_questions(content=content, format_name="moodle_xml", bank=bank, language="az")


def test_look_at_a_file_keeps_no_picture(bank: QuestionBank) -> None:
    (plan,) = plan_import(content=question(picture_file()), format_name="moodle_xml", bank=bank, language="az")
    assert (plan.comes_in, len(plan.pictures), Picture.objects.count()) == (True, 1, 0)


def test_picture_comes_in_once_and_goes_out_again(bank: QuestionBank) -> None:
    content = picture_file()
    bring(question(content), bank)
    picture = Picture.objects.get()
    stem = newest_body(Question.objects.get())["stem"]
    assert stem == {
        "az": f'<p>See <b>this</b> <embed embedtype="image" id="{picture.pk}" alt="A card"/></p>',
        "markup": "html",
    }
    text, left_out = export_bank(bank=bank, format_name="moodle_xml", language="az")
    assert (content in text, left_out) == (True, [])
    other = QuestionBank.objects.create(name={"az": "Other"})
    bring(text.encode(), other)
    assert (newest_body(other.questions.get())["stem"], Picture.objects.count()) == (stem, 1)


def test_picture_without_words_is_called_by_its_name(bank: QuestionBank) -> None:
    bring(question(picture_file(), '<p>See <img src="@@PLUGINFILE@@/a%20b.png"></p>'), bank)
    assert 'alt="a b"' in newest_body(Question.objects.get())["stem"]["az"]


def test_gift_has_no_way_to_write_pictures(bank: QuestionBank) -> None:
    bring(question(picture_file()), bank)
    _text, left_out = export_bank(bank=bank, format_name="gift", language="az")
    assert [item.refused for item in left_out] == [Refusal.NOT_WRITABLE]


def test_picture_that_is_gone_leaves_its_words(bank: QuestionBank) -> None:
    bring(question(picture_file()), bank)
    Picture.objects.all().delete()
    text, _left_out = export_bank(bank=bank, format_name="moodle_xml", language="az")
    assert ("A card" in text, "<file" in text) == (True, False)


SVG = base64.b64encode(b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>').decode()


@pytest.mark.parametrize(
    "content",
    [SVG, "", "no base64!", base64.b64encode(b"GIF89a").decode(), picture_file()[:60], picture_file("BMP")],
)
def test_what_is_no_picture_is_refused_and_nothing_kept(content: str, bank: QuestionBank) -> None:
    bring(question(content), bank)
    (plan,) = plan_import(content=question(content), format_name="moodle_xml", bank=bank, language="az")
    assert (plan.refused, Question.objects.count(), Picture.objects.count()) == (Refusal.PICTURE, 0, 0)


def test_large_pictures_are_refused() -> None:
    with pytest.raises(QuestionUnclear) as refused:
        read_picture(File("a.png", picture_file(size=(6000, 5000))))
    assert refused.value.refusal == Refusal.PICTURE


@pytest.mark.parametrize("source", ["https://evil.example/a.png", "@@PLUGINFILE@@/other.png", "/etc/passwd", ""])
def test_picture_that_stands_elsewhere_is_refused(source: str, bank: QuestionBank) -> None:
    content = question(picture_file(), f'<p><img src="{source}" alt="x"> @@PLUGINFILE@@</p>')
    (plan,) = plan_import(content=content, format_name="moodle_xml", bank=bank, language="az")
    assert plan.refused == Refusal.ATTACHMENTS


def test_embed_of_a_file_names_no_picture_of_ours(bank: QuestionBank) -> None:
    bring(question("", '<p>See <embed embedtype="image" id="1" alt="x"/> <b>it</b></p>'), bank)
    (plan,) = plan_import(
        content=question("", '<p>See <b>it</b> <embed embedtype="image" id="1" alt="x"/></p>'),
        format_name="moodle_xml",
        bank=bank,
        language="az",
    )
    assert (plan.refused, pictures_in(plan.body)) == (Refusal.ATTACHMENTS, set())


def test_links_and_lists_of_a_file_are_kept(bank: QuestionBank) -> None:
    html = '<p>See <a href="https://loc.gov/">this</a></p><ul><li>one</li></ul><script>alert(1)</script>'
    assert plan_import(content=question("", html), format_name="moodle_xml", bank=bank, language="az")[0].refused
    bring(question("", html.split("<script>", maxsplit=1)[0]), bank)
    assert newest_body(Question.objects.get())["stem"]["az"] == html.split("<script>", maxsplit=1)[0]
