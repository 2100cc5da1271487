import pytest

from courses.questions.shelving import CallNumberUnreadable
from courses.questions.shelving.lc import lc_key
from tests.courses.questions.shelving.shelves import put_back

ROWS = [
    ["B 105", "BF76", "BX9", "C1", "QA1"],
    ["QB139 .A1", "QB145 .A1", "QB1000 .A1"],
    ["QC718 .A2", "QC718.5.A2", "QC718.58 .A2", "QC718.6 .A2", "QC718.7", "QC718.8"],
    ["TR647 .W4", "TR647 .W44", "TR647 .W45", "TR647 .W453", "TR647 .W5"],
    ["PN98 .D43 Z54", "PN98 .D43 Z55", "PN98 .D48 E54", "PN98 .D48 W45", "PN98 .E36 R67", "PN98 .E4 D54"],
    ["Z733.U58 G66", "Z733.U58G66 1990", "Z733.U58 G66 1991", "Z733.U58 G66 1991b", "Z733.U58 G661 1950"],
    ["PS3515.E37 F3", "PS3515.E37 F3 1957", "PS3515.E37 F3 1957 c.2", "PS3515.E37 F3x", "PS3515.E37 F32"],
    ["QA76 .A5", "QA76 .A5 1999", "QA76 .A5 v.2", "QA76 .A5 v.2 c.2", "QA76 .A5 v.10", "QA76 .A5 c.2", "QA76 .A5 B3"],
    ["G3701 1899 .U5", "G3701 1977 .U5", "G3701.E635 1977 .U5", "G3702"],
    ["KF26 .L3 1970", "KF26 .L3 1970a", "KF26 .L33", "KFA26"],
]


@pytest.mark.parametrize("row", ROWS)
def test_books_stand_in_order(row: list[str]) -> None:
    assert put_back(row, lc_key) == row


@pytest.mark.parametrize("text", ["", "76 QA", "QA", "ABCD1", "qa76", "QA123456", "Q" * 101])
def test_what_is_no_call_number_is_refused(text: str) -> None:
    with pytest.raises(CallNumberUnreadable):
        lc_key(text)
