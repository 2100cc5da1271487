import logging

import pytest
import structlog

from academy.logs.shaping import formatter

ROW = """null value in column "code" violates not-null constraint
DETAIL:  Failing row contains (7, Əliyeva Günay
Şahin qızı, gunay@kitabxana.az)."""


@pytest.mark.parametrize("text", ["to gunay@kitabxana.az now", "('a.b+c@example.org', 550)", "<Günay@kitabxana.az>"])
def test_addresses_are_taken_out(text: str, lines) -> None:
    logging.getLogger("smtp").warning(text)
    assert [("@…" in line["event"], "kitabxana" in line["event"]) for line in lines()] == [(True, False)]


def test_addresses_are_taken_out_of_our_own_lines_too(lines) -> None:
    structlog.get_logger("ours").info("sent", to="gunay@kitabxana.az", number=3)
    assert lines() == [{"event": "sent", "level": "info", "logger": "ours", "number": 3, "to": "…@…"}]


def test_rows_are_taken_out_of_what_the_database_says(lines) -> None:
    try:
        raise ValueError(ROW)
    except ValueError:
        structlog.get_logger("ours").exception("refused")
    told = lines()[0]["exception"]
    assert told.endswith("violates not-null constraint\nDETAIL: …")
    assert "Traceback" in told
    assert "Günay" not in told


def test_line_for_people_is_no_json() -> None:
    record = logging.LogRecord("ours", logging.INFO, "", 0, "said", (), None)
    line = formatter(as_json=False).format(record)
    assert ("said" in line, line.startswith("{")) == (True, False)
