"""What comes in from a file goes out again and comes in as the same."""

import pytest

from courses.formats import READERS, WRITERS
from courses.formats.refusals import Refusal
from courses.models import Question, QuestionBank, QuestionRevision
from courses.services.question_bodies import body_of
from courses.services.question_import import import_questions
from courses.services.question_items import export_bank, item_of

pytestmark = pytest.mark.django_db

FILE = """$CATEGORY: UDC/Tables

// [tag:udc]
::One::Hansı?{=x#yes ~y#no ####why}

A?{~%50%x ~%50%y ~z}

B?{F#on true#on false}

C?{=Frog =%50%Cat#nearly =%0%*#no}

D?{#3.14:0.01}

E?{=a -> b =c -> d = -> e}
"""


def bodies(bank: QuestionBank) -> list[dict]:
    """Bodies without the ids, which are random."""
    rows = QuestionRevision.objects.filter(question__bank=bank).order_by("question_id")
    return [without_ids(body) for body in rows.values_list("body", flat=True)]


def without_ids(value: object) -> object:
    if isinstance(value, dict):
        return {key: without_ids(inner) for key, inner in value.items() if key not in {"id", "target"}}
    return [without_ids(inner) for inner in value] if isinstance(value, list) else value


def bank_of(name: str, content: bytes, format_name: str) -> QuestionBank:
    bank = QuestionBank.objects.create(name={"az": name})
    import_questions(content=content, format_name=format_name, bank=bank, language="az")
    return bank


@pytest.mark.parametrize("format_name", ["gift", "moodle_xml"])
def test_bank_survives_export_and_import(format_name: str) -> None:
    first = bank_of("first", FILE.encode(), "gift")
    text, left_out = export_bank(bank=first, format_name=format_name, language="az")
    assert left_out == []
    second = bank_of("second", text.encode(), format_name)
    assert bodies(second) == bodies(first)
    facts = [
        list(bank.questions.order_by("pk").values_list("type", "title", "tags", "category__name"))
        for bank in (first, second)
    ]
    assert facts[1] == facts[0]


def test_type_that_no_file_knows_is_named() -> None:
    bank = QuestionBank.objects.create(name={"az": "B"})
    question = Question.objects.create(key="q", type="hotspot", bank=bank)
    QuestionRevision.objects.create(question=question, number=1, body={"stem": {"az": "Where?"}})
    _text, left_out = export_bank(bank=bank, format_name="gift", language="az")
    assert [(item.stem.text, item.refused) for item in left_out] == [("Where?", Refusal.NOT_WRITABLE)]


@pytest.mark.parametrize("number", [1, 3])
def test_export_costs_three_queries(number: int, django_assert_num_queries: object) -> None:
    bank = bank_of("B", "".join(f"Q{place}?{{T}}\n\n" for place in range(number)).encode(), "gift")
    with django_assert_num_queries(3):
        export_bank(bank=bank, format_name="gift", language="az")


def formatted(html: str) -> dict[str, str]:
    return {"az": html, "markup": "html"}


FORMATTED = {
    "stem": formatted("<p>Field <b>245</b> {x} = ~ # : H<sub>2</sub>O <code>a -&gt; b</code></p><ul><li>one</li></ul>"),
    "explanation": formatted('<p>See <a href="https://loc.gov/?a=1&amp;b=2">MARC</a></p>'),
    "options": [
        {"id": "a", "text": formatted("H<sub>2</sub>O"), "correct": True, "feedback": formatted("<p><i>Yes</i></p>")},
        {"id": "b", "text": {"az": "a < b & c"}, "correct": False, "feedback": {}},
    ],
}


@pytest.mark.parametrize("name", ["gift", "moodle_xml"])
def test_formats_of_texts_go_out_and_come_back(name: str) -> None:
    question = Question(key="q", type="single_choice", title="T", tags=[])
    text, left_out = WRITERS[name]([item_of(question, FORMATTED, "az")])
    (item,) = READERS[name](text.encode())
    back = body_of(item, "az")
    options = [
        option | {"id": known["id"]} for option, known in zip(back["options"], FORMATTED["options"], strict=True)
    ]
    assert (back | {"options": options}, left_out) == (FORMATTED, [])
