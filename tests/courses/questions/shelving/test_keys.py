"""What holds for the keys of every scheme."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.questions.shelving import SCHEMES, CallNumberUnreadable

each_scheme = pytest.mark.parametrize("scheme", SCHEMES)
beginnings = {"udc": "54", "dewey": "025.4", "lc": "QA76.9"}
labels = st.text(alphabet="01259.:+/=()\"'*[]-– AZƏaəбİı²٣v.c", max_size=30) | st.text(max_size=30)


@each_scheme
@settings(deadline=None, max_examples=300)
@given(one=labels, two=labels)
def test_any_two_labels_have_an_order_or_are_refused(scheme: str, one: str, two: str) -> None:
    keys = []
    for label in (one, two, beginnings[scheme] + one, beginnings[scheme] + " " + two):
        try:
            keys.append(SCHEMES[scheme](label))
        except CallNumberUnreadable:
            continue
    assert sorted(sorted(keys), reverse=True)[::-1] == sorted(keys)


@each_scheme
def test_same_label_has_the_same_key_however_it_is_spaced(scheme: str) -> None:
    key, label = SCHEMES[scheme], f"{beginnings[scheme]} K21"
    assert key(f"  {label.replace(' ', '   ')} ") == key(label)
