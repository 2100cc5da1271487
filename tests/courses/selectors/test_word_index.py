"""Words and the sets of rows behind them."""

import pytest

from courses.selectors.word_index import WordIndex, first_rows, flags_of, set_of

TEXTS = ["kitab kataloq 025.45", "kitabxana", "", "oxucu kataloq"]


@pytest.fixture
def index() -> WordIndex:
    return WordIndex(enumerate(TEXTS), len(TEXTS))


@pytest.mark.parametrize(
    ("beginning", "rows"),
    [("kitab", [0, 1]), ("kat", [0, 3]), ("k", [0, 1, 3]), ("025.4", [0]), ("itab", []), ("zz", []), ("", [0, 1, 3])],
)
def test_rows_are_found_by_the_beginning_of_a_word(index: WordIndex, beginning: str, rows: list[int]) -> None:
    assert first_rows(index.beginning(beginning), 9) == rows


def test_words_stand_in_order_with_their_rows(index: WordIndex) -> None:
    assert [(word, list(index.rows_of(place))) for place, word in enumerate(index.words)] == [
        ("025.45", [0]),
        ("kataloq", [0, 3]),
        ("kitab", [0]),
        ("kitabxana", [1]),
        ("oxucu", [3]),
    ]


def test_set_tells_its_rows_in_order() -> None:
    rows = set_of([3, 1, 3], 5)
    assert (first_rows(rows, 1), first_rows(rows, 9), list(flags_of(rows, 5))) == ([1], [1, 3], [0, 1, 0, 1, 0])


def test_nothing_has_no_rows() -> None:
    assert (WordIndex([], 0).beginning("a"), set_of([], 0), first_rows(0, 3)) == (0, 0, [])
