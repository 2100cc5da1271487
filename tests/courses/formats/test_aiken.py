import pytest

from courses.formats.aiken import read_aiken
from courses.formats.refusals import FileUnreadable, Refusal


def found(text: str) -> list[tuple]:
    return [
        (item.line, item.stem.text, [(row.text.text, row.correct) for row in item.choices], item.refused)
        for item in read_aiken(text.encode())
    ]


def test_questions_with_either_sign_behind_the_letter() -> None:
    text = "Which\nclass?\nA. 02\nB. 82\nANSWER: A\n\nKim?\nA) Şah\nB) Dağ\nANSWER: B\n"
    assert found(text) == [
        (1, "Which\nclass?", [("02", True), ("82", False)], None),
        (7, "Kim?", [("Şah", False), ("Dağ", True)], None),
    ]


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("A?\nA. x\nB. y\nANSWER: C", Refusal.NO_ANSWER_LINE),
        ("A?\nA. x\nB. y\n", Refusal.NO_ANSWER_LINE),
        ("A?\nANSWER: A", Refusal.NO_ANSWERS),
        ("A?\nA. x\nA. y\nANSWER: A", Refusal.NO_ANSWERS),
        ("A. x\nB. y\nANSWER: A", Refusal.NO_TEXT),
    ],
)
def test_question_is_refused_and_the_next_one_read(text: str, refusal: Refusal) -> None:
    refused = [row[3] for row in found(f"{text}\n\nGood?\nA. x\nB. y\nANSWER: A\n")]
    assert refused == [refusal, None]


def test_file_without_answers_is_none() -> None:
    with pytest.raises(FileUnreadable):
        read_aiken(b"A letter to somebody.\n")
