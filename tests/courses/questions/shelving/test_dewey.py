import pytest

from courses.questions.shelving import CallNumberUnreadable
from courses.questions.shelving.dewey import dewey_key
from tests.courses.questions.shelving.shelves import put_back

ROWS = [
    ["451", "451.01", "451.012", "451.023", "451.04", "451.04217", "451.1", "451.136", "451.3"],
    ["005.1 A1", "025.4 A1", "025.431 A1", "100", "900"],
    ["778.53092 L558r", "778.54 C38"],
    ["973 C375", "973 C375a", "973 C38"],
    ["973 C73a", "973 C73a2", "973 C73ar", "973 C73ar2", "973 C735"],
    ["846 R532 Og 1962", "846 R56 Oc"],
    ["328.01 H96e", "328.01 He26k", "328.01 Hi12k"],
    ["973 C37a", "973 C37a 1950", "973 C37a 1955", "973 C37a v.2", "973 C37a v.10", "973 C37b"],
    ["025.4/31 D50", "025.431 D51", "025.4'31 D52"],
    ["920 B", "J 920 A", "R 030 B", "R 920 A"],
]


@pytest.mark.parametrize("row", ROWS)
def test_books_stand_in_order(row: list[str]) -> None:
    assert put_back(row, dewey_key) == row


@pytest.mark.parametrize("text", ["", "25.4", "Fiction", "0254", "R", "٠٢٥", "0" * 101])
def test_what_is_no_call_number_is_refused(text: str) -> None:
    with pytest.raises(CallNumberUnreadable):
        dewey_key(text)
