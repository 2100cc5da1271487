import io

import pytest
from openpyxl import Workbook

from courses.formats.items import ItemType
from courses.formats.question_list import read_question_list
from courses.formats.refusals import FileUnreadable, Refusal

HEADS = {
    "az": "sual;variant A;variant B;düzgün cavab;növ",
    "ru": "вопрос;вариант А;вариант Б;правильный ответ;тип",
    "en": "Question;Option A;Option B;Correct answer;Type",
}


@pytest.mark.parametrize("language", HEADS)
def test_heads_in_each_language(language: str) -> None:
    (item,) = read_question_list(f"{HEADS[language]}\nHansı?;02;82;B;\n".encode())
    assert (item.line, item.type, item.stem.text) == (2, ItemType.SINGLE_CHOICE, "Hansı?")
    assert [(row.text.text, row.correct) for row in item.choices] == [("02", False), ("82", True)]


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ("x;y;1,2;", "multiple_choice"),
        ("x;y;1;multiple_choice", "multiple_choice"),
        (";;doğru;", "true_false"),
        (";;неверно;", "true_false"),
        (";;a|b;", "short_text"),
        (";;3,14 ± 0,01;numeric", "numeric"),
        (";;;", "essay"),
    ],
)
def test_type_is_told_from_the_cells(cells: str, kind: str) -> None:
    (item,) = read_question_list(f"{HEADS['en']}\nA?;{cells}\n".encode())
    assert (item.type, item.refused) == (kind, None)


@pytest.mark.parametrize(
    ("cells", "refusal"),
    [
        ("A?;x;y;3;", Refusal.NO_ANSWER_LINE),
        ("A?;x;y;1;cloze", Refusal.UNKNOWN_TYPE),
        ("A?;;;maybe;true_false", Refusal.NO_ANSWERS),
        ("A?;;;1e309;numeric", Refusal.BAD_NUMBER),
        (";x;y;1;", Refusal.NO_TEXT),
    ],
)
def test_line_is_refused_and_the_next_one_read(cells: str, refusal: Refusal) -> None:
    items = read_question_list(f"{HEADS['en']}\n{cells}\nGood?;x;y;1;\n".encode())
    assert [(item.line, item.refused) for item in items] == [(2, refusal), (3, None)]


def test_workbook_is_read_alike() -> None:
    book, file = Workbook(), io.BytesIO()
    book.active.append(["question", "option 1", "option 2", "correct", "tags", "category", "id"])
    book.active.append(["A?", "x", "y", 2, "udc, lc", "UDC/Tables", 7])
    book.save(file)
    (item,) = read_question_list(file.getvalue())
    assert (item.tags, item.category, item.id) == (("udc", "lc"), "UDC/Tables", "7")
    assert [row.correct for row in item.choices] == [False, True]


@pytest.mark.parametrize("content", [b"name,mail\na,b\n", b"", b"PK\x03\x04 no workbook"])
def test_file_of_another_kind_is_refused(content: bytes) -> None:
    with pytest.raises(FileUnreadable):
        read_question_list(content)


def test_line_that_ends_before_its_question_is_refused() -> None:
    (short, good) = read_question_list(b"title,correct,question\nT\nT,true,A?\n")
    assert (short.refused, good.refused) == (Refusal.NO_TEXT, None)
