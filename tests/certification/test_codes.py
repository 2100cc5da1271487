from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from certification.codes import ALPHABET, GROUP, LENGTH, found_code, grouped, new_code, normalise
from certification.enums import Verdict
from certification.errors import MalformedCode
from certification.services.verification import verify_code

#: The check is linear over the field: a code of zeros is right, and what holds for it holds for every code.
ZEROS = "0" * LENGTH
places = st.integers(0, LENGTH - 1)


def changed(code: str, symbols: dict[int, str]) -> str:
    """The code with other symbols at these places."""
    return "".join(symbols.get(place, symbol) for place, symbol in enumerate(code))


def accepted(text: str) -> bool:
    try:
        return normalise(text) == text
    except MalformedCode:
        return False


def test_new_code_has_twenty_symbols_that_normalise_to_themselves() -> None:
    code = new_code()
    assert (len(code), set(code) <= set(ALPHABET), normalise(code)) == (LENGTH, True, code)


def test_new_codes_differ() -> None:
    assert len({new_code() for _ in range(100_000)}) == 100_000


def test_every_single_wrong_symbol_is_refused() -> None:
    wrong = [changed(ZEROS, {place: symbol}) for place in range(LENGTH) for symbol in ALPHABET[1:]]
    assert ([code for code in wrong if accepted(code)], accepted(ZEROS)) == ([], True)


def test_every_exchange_of_two_different_symbols_is_refused() -> None:
    code = new_code()
    pairs = [(i, j) for i in range(LENGTH) for j in range(i) if code[i] != code[j]]
    exchanged = [changed(code, {i: code[j], j: code[i]}) for i, j in pairs]
    assert [typo for typo in exchanged if accepted(typo)] == []


def test_every_doubled_typo_of_a_repeated_symbol_is_refused() -> None:
    wrong = [(i, symbol) for i in range(LENGTH - 1) for symbol in ALPHABET[1:]]
    twins = [changed(ZEROS, {i: symbol, i + 1: symbol}) for i, symbol in wrong]
    assert [code for code in twins if accepted(code)] == []


@settings(max_examples=200)
@given(place=places, symbol=st.sampled_from(ALPHABET))
def test_single_typo_in_any_code_is_refused(place: int, symbol: str) -> None:
    code = new_code()
    typo = changed(code, {place: symbol})
    assert accepted(typo) is (typo == code)


@given(separator=st.sampled_from([" ", "-", " – ", "\u2011", "_", ".", "/", "\t", "\u00a0"]), lower=st.booleans())
def test_code_in_other_writing_is_the_same_code(*, separator: str, lower: bool) -> None:
    code = new_code()
    written = separator.join(code[start : start + GROUP] for start in range(0, LENGTH, GROUP))
    assert normalise(written.lower() if lower else written) == code


TWINS = (("O", "0"), ("o", "0"), ("I", "1"), ("l", "1"), ("İ", "1"), ("ı", "1"), ("В", "B"), ("с", "C"))


@pytest.mark.parametrize(("typed", "meant"), TWINS)
def test_twin_of_a_symbol_is_read_as_the_symbol(typed: str, meant: str) -> None:
    code = next(code for code in iter(new_code, None) if meant in code)
    assert normalise(code.replace(meant, typed)) == code


NO_CODES = ("", "0", ZEROS[1:], ZEROS + "0", "U" * LENGTH, "٠" * LENGTH, "0" * 100_000, "\x00" * LENGTH)


@pytest.mark.parametrize("text", NO_CODES)
def test_text_that_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(MalformedCode):
        normalise(text)


@given(st.text(max_size=60))
def test_any_text_is_either_a_code_or_refused(text: str) -> None:
    try:
        code = normalise(text)
    except MalformedCode:
        return
    assert normalise(grouped(code)) == code


def test_code_is_shown_in_four_groups() -> None:
    assert grouped("7K3M9PQRTV2W8XH4Y6Z2") == "7K3M9-PQRTV-2W8XH-4Y6Z2"


@pytest.mark.django_db
def test_every_typo_is_answered_without_a_query(django_assert_num_queries: object) -> None:
    code = new_code()
    typos = {changed(code, {place: symbol}) for place in range(LENGTH) for symbol in ALPHABET} - {code}
    swapped = {changed(code, {i: code[i + 1], i + 1: code[i]}) for i in range(LENGTH - 1)} - {code}
    assert len(typos) == LENGTH * (len(ALPHABET) - 1)
    with django_assert_num_queries(0):
        verdicts = {verify_code(text=typo, address="203.0.113.7").verdict for typo in typos | swapped}
    assert verdicts == {Verdict.MALFORMED}


@pytest.mark.parametrize("around", ["{}", "Code: {}", "https://example.org/verify/{}/", "{} was shown", "No. {}, and"])
@pytest.mark.parametrize("written", [str, grouped, lambda code: grouped(code).replace("-", " ").lower()])
def test_code_is_found_in_what_people_paste(around: str, written: Callable[[str], str]) -> None:
    code = new_code()
    assert found_code(around.format(written(code))) == code


def test_longest_run_that_is_a_code_is_taken_and_the_first_of_several() -> None:
    one, other = new_code(), new_code()
    assert found_code(f"{one} {other}") == one
    with pytest.raises(MalformedCode):
        found_code(f"{grouped(one)[:-1]} and nothing more")
