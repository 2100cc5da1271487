"""What our types make of the questions of a file."""

import pytest

from courses.formats.gift import read_gift
from courses.formats.items import Text, TextFormat
from courses.formats.refusals import QuestionUnclear, Refusal
from courses.formats.words import words_of
from courses.questions import TYPES
from courses.services.question_bodies import body_of


def body(text: str) -> dict:
    (item,) = read_gift(text.encode())
    return body_of(item, "az")


def marked(text: str, answer: object) -> float:
    (item,) = read_gift(text.encode())
    return float(TYPES[item.type].mark(body_of(item, "az"), answer))


def test_texts_go_under_the_language_of_the_file() -> None:
    found = body("Hansı?{=Bir#Hə ~İki ####Çünki}")
    assert (found["stem"], found["explanation"]) == ({"az": "Hansı?"}, {"az": "Çünki"})
    told = [(row["text"], row["correct"], row["feedback"]) for row in found["options"]]
    assert told == [({"az": "Bir"}, True, {"az": "Hə"}), ({"az": "İki"}, False, {})]


def test_several_weighted_choices_are_all_correct() -> None:
    found = body("A?{~%50%x ~%50%y ~%-100%z}")
    assert [row["correct"] for row in found["options"]] == [True, True, False]


@pytest.mark.parametrize(
    ("text", "answer", "share"),
    [
        ("A?{F#on true#on false}", False, 1),
        ("A?{=Frog =%50%Cat =%0%*#no}", "cat", 0.5),
        ("A?{=Frog =%50%Cat =%0%*#no}", "dog", 0),
        ("A?{#3.1415:0.0005}", {"number": "3.1416"}, 1),
        ("A?{#3.141..3.142}", {"number": "3,1415"}, 1),
        ("A?{#3.141..3.142}", {"number": "3.15"}, 0),
        ("A?{#=1822:0 =%50%1822:2}", {"number": "1823"}, 0.5),
    ],
)
def test_question_of_a_file_is_marked_as_the_file_says(text: str, answer: object, share: float) -> None:
    assert marked(text, answer) == share


def test_matching_keeps_answers_that_belong_to_nothing() -> None:
    found = body("A?{=x -> 1 =y -> 2 = -> 3}")
    assert [row["text"]["az"] for row in found["items"]] == ["x", "y"]
    assert [row["text"]["az"] for row in found["targets"]] == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("A?{~x ~y}", Refusal.NO_CORRECT),
        ("A?{~%70%x ~%30%y}", Refusal.UNEQUAL_WEIGHTS),
        ("A?{=x ~%50%y}", Refusal.PARTLY_CORRECT),
        ("A?{=x =y ~z}", Refusal.SEVERAL_WAYS),
        ("A?{=x =y* }", Refusal.DETAILS),
        ("A?{=%50%x}", Refusal.DETAILS),
        ("[html]<img src\\='a.png'>?{T}", Refusal.ATTACHMENTS),
        ("A alone", Refusal.NO_QUESTION),
    ],
)
def test_what_our_types_cannot_hold_is_refused(text: str, refusal: Refusal) -> None:
    with pytest.raises(QuestionUnclear) as unclear:
        body(text)
    assert unclear.value.refusal == refusal


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>A &lt;b&gt;</p>\n<p><b>B</b></p>", "A <b>\nB"),
        ("see <a title='x' href='http://a.az/?b=1&amp;c'>this <i>page</i></a>", "see this page (http://a.az/?b=1&c)"),
        ("1 < 2 <!-- <var>hidden</var> -->and 3 > 2", "1 < 2 and 3 > 2"),
        ("x</a></p>", "x"),
    ],
)
def test_words_of_html(html: str, words: str) -> None:
    assert words_of(Text(html, TextFormat.HTML)) == words


@pytest.mark.parametrize("piece", ["<", "<a ", "<!--", "</", "<a href='", "&"])
def test_hostile_html_costs_no_more_than_its_length(piece: str) -> None:
    assert isinstance(words_of(Text(piece * 20_000, TextFormat.HTML)), str)
