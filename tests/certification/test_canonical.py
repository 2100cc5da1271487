import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certification.canonical import Frame, canonical, digest

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXTS,
    lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner),
)


def test_keys_stand_in_the_order_of_their_utf16_units() -> None:
    """The example of RFC 8785, 3.2.3."""
    keys = ("\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\x80", "\u00f6")
    order = list(json.loads(canonical(dict.fromkeys(keys, 0))))
    assert order == ["\r", "1", "\x80", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]


def test_texts_are_escaped_as_the_scheme_says() -> None:
    """The example of RFC 8785, 3.2.2, but for its fractions."""
    value = {"string": "\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"/", "literals": [None, True, False]}
    assert canonical(value) == '{"literals":[null,true,false],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'.encode()


@given(VALUES)
def test_what_is_read_back_has_the_same_bytes(value: object) -> None:
    assert canonical(json.loads(canonical(value))) == canonical(value)


@given(st.dictionaries(TEXTS, VALUES), st.data())
def test_frame_that_is_filled_has_the_digest_of_the_whole(value: dict, data: st.DataObject) -> None:
    others = {key: one for key, one in value.items() if data.draw(st.booleans())}
    same = {key: one for key, one in value.items() if key not in others}
    assert Frame(same, *others).digest(**others) == digest(value)


@pytest.mark.parametrize("others", [{"b": 1.5}, {"b": {1: "a"}}])
def test_frame_is_filled_with_nothing_outside_the_subset(others: dict) -> None:
    with pytest.raises(TypeError):
        Frame({"a": 1}, "b").digest(**others)
    with pytest.raises(TypeError):
        Frame(others, "a")


@pytest.mark.parametrize("value", [1.5, 2**53, -(2**53), {1: "a"}, b"bytes", {"a": {1, 2}}])
def test_what_has_no_place_in_the_subset_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        canonical(value)


def test_half_a_symbol_is_refused() -> None:
    with pytest.raises(UnicodeEncodeError):
        canonical("\ud800")


def test_digest_is_the_sha256_of_the_bytes() -> None:
    """`printf '{"a":1}' | sha256sum`."""
    assert digest({"a": 1}) == "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862"
