"""The same word, however it is typed, on whatever keyboard."""

import pytest

from courses.selectors.folding import holds, search_text_of, title_key, words_asked, words_of


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("kitab KİTAB Kıtab китаб", ["kitab"]),
        ("Şəki, şəki, Seki", ["seki"]),
        ("учёт УЧЕТ uchet", ["uchet"]),
        ("библиотечный Библиотечныи\u0306", ["bibliotechnyy"]),
        ("объект тетрадь", ["obekt", "tetrad"]),
        ("sən’ət sən'ət sənət", ["senet"]),
        ("toplu tоplu", ["toplu"]),
        ("e-kataloq e–kataloq", ["e", "kataloq"]),
        ("“MARC 21” MARC21 marc-21", ["marc", "21"]),
        ("025.45 94(479.24) 02:004", ["025.45", "94", "479.24", "02", "004"]),
        ("UDC-101", ["udc", "101"]),
        ("100% a_b \\ '", ["100", "a", "b"]),
        ("— …", []),
    ],
)
def test_words_fold_alike(typed: str, words: list[str]) -> None:
    assert words_of(typed) == words


def test_every_stored_word_follows_a_space() -> None:
    assert search_text_of(["Kitab rəfi", "Rəf 025.45"]) == " kitab refi ref 025.45"


@pytest.mark.parametrize(("question", "is_found"), [("kit ref", True), ("ab", False), ("025.4", True), ("45", False)])
def test_word_is_found_by_its_beginning(question: str, is_found: bool) -> None:  # noqa: FBT001
    assert holds(" kitab refi 025.45", words_asked(question)) is is_found


def test_long_question_is_cut() -> None:
    assert words_asked(" ".join("abcdefghij")) == tuple("abcdefgh")


@pytest.mark.parametrize(
    ("language", "titles"),
    [
        ("az", ["2 rəf", "Cədvəl", "Çap", "Dərs", "Esse", "Əlifba", "Xəritə", "Irs", "İdarə", "Zəncir", "Ёж"]),
        ("ru", ["Еда", "Ёж", "Жук", "Яма", "Zebra"]),
        ("en", ["21 Marc", "Apple", "apple pie", "Banana"]),
    ],
)
def test_titles_stand_in_the_order_of_their_alphabet(language: str, titles: list[str]) -> None:
    assert sorted(set(titles), key=lambda title: title_key(title, language)) == titles
