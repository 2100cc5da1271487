"""Which title looks like a word when there are more words than can be compared."""

from courses.selectors.catalogue_titles import COMPARED, Titles

NUMBER = 3 * COMPARED
EVERY = (1 << NUMBER) - 1


def titles(*special: str) -> Titles:
    """Many titles, of which the last are these."""
    others = [f"Başqa mövzu {chr(97 + place % 26)}{place}" for place in range(NUMBER - len(special))]
    return Titles([*others, *special], "az")


def test_title_that_looks_like_the_word_is_found_among_many() -> None:
    last = NUMBER - 1
    assert titles("Kataloqlar", "Kataloq").nearest(("katolog",), EVERY, 2) == [last, last - 1]


def test_newest_fill_up_what_nothing_looks_like() -> None:
    assert titles("Kataloq").nearest(("katolog",), EVERY, 3) == [NUMBER - 1, 0, 1]
    assert titles("Kataloq").nearest((), EVERY, 2) == [0, 1]


def test_only_rows_of_the_set_are_suggested() -> None:
    assert titles("Kataloq").nearest(("katolog",), 0b110, 3) == [1, 2]
