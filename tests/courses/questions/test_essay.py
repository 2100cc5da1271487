from decimal import Decimal

import pytest
from django import forms

from courses.questions import TYPES, BodyInvalid
from courses.questions.essay import levels_of, share_of_levels
from tests.factories.questions import ESSAY, RUBRIC, STEM, words

ESSAY_TYPE = TYPES["essay"]
LINES = {"az": "2 Əsaslandırılıb\n1 Qismən\n0 Yoxdur", "en": "2 Reasoned\n  \n\n1,0 Partly\n0 Missing"}


def criterion(**changes: object) -> dict:
    return {"id": "c1", "text": words("Reasons"), "levels": LINES} | changes


@pytest.mark.parametrize("body", [ESSAY, STEM])
def test_essay_can_be_asked_with_a_rubric_and_without(body: dict) -> None:
    ESSAY_TYPE.check_body(body)


def test_nothing_of_the_explanation_reaches_the_page() -> None:
    form = forms.Form()
    form.fields["q"] = ESSAY_TYPE.field(ESSAY, language="en", seed="s")
    assert ("SECRET" in str(form["q"]), "<textarea" in str(form["q"])) == (False, True)


def test_text_is_kept_and_shown_again() -> None:
    field = ESSAY_TYPE.field(ESSAY, language="en", seed="s")
    stored = ESSAY_TYPE.answer_of(ESSAY, field.clean("  Why?\n\nBecause.  "))
    assert (stored, ESSAY_TYPE.initial_of(stored)) == ("Why?\n\nBecause.", "Why?\n\nBecause.")
    assert ESSAY_TYPE.answer_of(ESSAY, field.clean("  ")) is None


def test_giant_text_is_refused() -> None:
    with pytest.raises(forms.ValidationError):
        ESSAY_TYPE.field(ESSAY, language="en", seed="s").clean("x" * 20_001)


@pytest.mark.parametrize("answer", ["text", None, 1, ["text"], {"a": 1}, float("nan")])
def test_no_answer_is_right_or_wrong_by_itself(answer: object) -> None:
    review = ESSAY_TYPE.review(ESSAY, answer, language="en")
    given = "text" if answer == "text" else ""
    assert (ESSAY_TYPE.mark(ESSAY, answer), review.parts[0].is_correct, review.parts[0].given) == (0, None, given)
    assert "SECRET" not in str(review.without_answers())


def test_rubric_is_written_as_lines_and_read_back() -> None:
    body = ESSAY_TYPE.body_of(STEM | {"criteria": [criterion()]})
    assert levels_of(body["criteria"][0], "en") == [("2", "Reasoned"), ("1", "Partly"), ("0", "Missing")]
    assert ESSAY_TYPE.body_of(ESSAY_TYPE.shown_of(ESSAY)) == ESSAY


@pytest.mark.parametrize(
    "line", ["Reasoned", "-1 Reasoned", "2", "x2 Reasoned", "NaN Reasoned", "1e309 Reasoned", "٢ Ok"]
)
def test_line_without_points_is_refused_where_it_is(line: str) -> None:
    with pytest.raises(BodyInvalid) as refusal:
        ESSAY_TYPE.body_of(STEM | {"criteria": [criterion(), criterion(levels={"az": line})]})
    assert (refusal.value.rows, refusal.value.row, refusal.value.field) == ("criteria", 1, "levels")


@pytest.mark.parametrize("points", [("2",), ("2", "2.0")])
def test_levels_have_to_differ(points: tuple[str, ...]) -> None:
    levels = [{"points": point, "text": words("Level")} for point in points]
    with pytest.raises(BodyInvalid):
        ESSAY_TYPE.check_body(STEM | {"criteria": [RUBRIC[0] | {"levels": levels}]})


def test_share_is_what_the_levels_earn() -> None:
    body = STEM | {"criteria": [RUBRIC[0], RUBRIC[0] | {"id": "c2"}]}
    assert share_of_levels(body, {"c1": "2", "c2": "1"}) == Decimal("0.75")
    with pytest.raises(ValueError, match="3"):
        share_of_levels(body, {"c1": "3", "c2": "1"})
    with pytest.raises(KeyError):
        share_of_levels(body, {"c1": "2"})
