import pytest
from hypothesis import given
from hypothesis import strategies as st

from certification.errors import NameUnprintable
from certification.rendering.names import LINE, SIZES, name_size, printable_name

HOSTILE = {
    "\u202eavayilƏ": "U+202E",
    "Əli\u2066yev\u2069": "U+2066 U+2069",
    "Əli\u200byev": "U+200B",
    "Əli\u200dyev": "U+200D",
    "\ufeffƏliyev": "U+FEFF",
    "Əli\u00adyev": "U+00AD",
    "Əli\x00yev": "U+0000",
    "Əli\nyev": "U+000A",
    "Əli\u2028yev": "U+2028",
    "Əli\ue000yev": "U+E000",
    "\ud800": "U+D800",
    "李小龍": "U+674E U+5C0F U+9F8D",
    "علی": "U+0639 U+0644 U+06CC",
    "Əli 😀": "U+1F600",
    "": "no letters, or too many marks on one letter",
    " \u00a0 ": "no letters, or too many marks on one letter",
    "1234": "no letters, or too many marks on one letter",
    "x\u0300\u0301\u0302\u0303\u0304": "no letters, or too many marks on one letter",
    "Щ" * 10_000: "too long",
}


@pytest.mark.parametrize(("name", "reason"), HOSTILE.items(), ids=[f"name{place}" for place in range(len(HOSTILE))])
def test_name_that_cannot_be_printed_is_refused_with_its_reason(name: str, reason: str) -> None:
    with pytest.raises(NameUnprintable) as refusal:
        printable_name(name)
    assert refusal.value.reason == reason


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Əliyeva Günay Şahin qızı", "Əliyeva Günay Şahin qızı"),
        ("S\u0327ahin I\u0307lham", "Şahin İlham"),
        ("  Əliyeva \u00a0 Günay ", "Əliyeva Günay"),
        ("iradə ISMAYILOVA de la Ñuñoa", "iradə ISMAYILOVA de la Ñuñoa"),
        ("O'Neil – D’Arcy, Jr. (Łódź)", "O'Neil – D’Arcy, Jr. (Łódź)"),
    ],
)
def test_name_is_composed_and_otherwise_left_alone(written: str, printed: str) -> None:
    assert printable_name(written) == printed


@given(st.text(max_size=220))
def test_any_text_is_either_a_stable_name_or_refused(text: str) -> None:
    try:
        name = printable_name(text)
    except NameUnprintable:
        return
    assert printable_name(name) == name


def test_longer_names_are_set_smaller() -> None:
    sizes = [name_size("Ə" * length) for length in (10, 22, 30, 50, 60, 80, 170)]
    assert sizes == sorted(sizes, reverse=True)
    assert (sizes[0], sizes[-1], LINE) == (SIZES[0][0], SIZES[-1][0], 600)
